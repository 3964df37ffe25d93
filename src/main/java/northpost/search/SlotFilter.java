package northpost.search;

/** Says which references may be in the answer of a probe; asked only of those that could be. */
@FunctionalInterface
public interface SlotFilter {
  SlotFilter ALL = (probe, slot) -> true;

  boolean accepts(int probe, int slot);
}
