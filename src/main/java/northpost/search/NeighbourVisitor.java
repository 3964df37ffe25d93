package northpost.search;

/** Is told of each reference within the limit of its probe, in the order of slots. */
@FunctionalInterface
public interface NeighbourVisitor {
  /**
   * A reference was found.
   *
   * @param probe index of the probe in the batch
   * @param slot slot of the reference
   * @param squaredDistance by {@link ReferenceDistance}
   */
  void found(int probe, int slot, float squaredDistance);
}
