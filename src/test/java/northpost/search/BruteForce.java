package northpost.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a search must give: the reference distance against every reference. */
final class BruteForce {
  private final Map<Integer, float[]> references = new TreeMap<>();

  void put(int slot, float[] vector) {
    references.put(slot, vector.clone());
  }

  void remove(int slot) {
    references.remove(slot);
  }

  int size() {
    return references.size();
  }

  List<Integer> slots() {
    return List.copyOf(references.keySet());
  }

  /** In the order of slots. */
  List<Neighbour> within(float[] probe, double limit) {
    List<Neighbour> found = new ArrayList<>();
    references.forEach(
        (slot, vector) -> {
          float distance = ReferenceDistance.squared(probe, vector);
          if (distance <= limit) {
            found.add(new Neighbour(slot, distance));
          }
        });
    return found;
  }

  List<Neighbour> nearest(float[] probe, int count, SlotFilter filter) {
    return within(probe, Double.POSITIVE_INFINITY).stream()
        .filter(n -> filter.accepts(0, n.slot()))
        .sorted(Neighbour.NEAREST_FIRST)
        .limit(count)
        .toList();
  }

  /** Limits that lie on the distances themselves and one float beside them. */
  List<Double> limitsAround(float[] probe, int... ranks) {
    List<Neighbour> all = nearest(probe, Integer.MAX_VALUE, SlotFilter.ALL);
    List<Double> limits = new ArrayList<>();
    for (int rank : ranks) {
      if (rank < all.size()) {
        float at = all.get(rank).squaredDistance();
        limits.add((double) Math.nextDown(at));
        limits.add((double) at);
        limits.add((double) Math.nextUp(at));
      }
    }
    return limits;
  }
}
