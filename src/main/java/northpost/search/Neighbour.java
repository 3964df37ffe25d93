package northpost.search;

import java.util.Comparator;

/**
 * A reference that a search found.
 *
 * @param slot where the index holds it
 * @param squaredDistance by {@link ReferenceDistance}
 */
public record Neighbour(int slot, float squaredDistance) {
  /** Nearest first; equal distances by slot. */
  public static final Comparator<Neighbour> NEAREST_FIRST =
      Comparator.comparingDouble(Neighbour::squaredDistance).thenComparingInt(Neighbour::slot);
}
