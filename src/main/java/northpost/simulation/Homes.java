package northpost.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who comes by which crossing. Everyone always comes by the same one, as most people who cross a
 * border do: somebody who came by two in less time than the road takes would be an anomaly that
 * nobody planted.
 */
final class Homes {
  private Homes() {}

  /**
   * The people of each crossing, as many as its share, and at least one; where there are fewer
   * people than crossings, neighbouring crossings have one together.
   *
   * @param shares crossingId → its part of the travellers, in any unit
   */
  static <T> Map<String, List<T>> of(List<T> people, Map<String, Double> shares) {
    List<String> crossings = List.copyOf(shares.keySet());
    Map<String, List<T>> homes = new LinkedHashMap<>();
    if (people.size() < crossings.size()) {
      for (int i = 0; i < crossings.size(); i++) {
        homes.put(
            crossings.get(i),
            people.isEmpty()
                ? List.of()
                : List.of(people.get(i * people.size() / crossings.size())));
      }
      return homes;
    }
    int from = 0;
    int[] counts = counts(people.size(), shares.values().stream().mapToDouble(s -> s).toArray());
    for (int i = 0; i < counts.length; i++) {
      homes.put(crossings.get(i), people.subList(from, from + counts[i]));
      from += counts[i];
    }
    return homes;
  }

  /** One each, and the rest by largest remainders. */
  private static int[] counts(int people, double[] shares) {
    double total = 0;
    for (double share : shares) {
      total += share;
    }
    int[] counts = new int[shares.length];
    double[] exact = new double[shares.length];
    List<Integer> order = new ArrayList<>();
    int given = 0;
    for (int i = 0; i < shares.length; i++) {
      exact[i] = total > 0 ? people * shares[i] / total : (double) people / shares.length;
      counts[i] = Math.max(1, (int) exact[i]);
      given += counts[i];
      order.add(i);
    }
    while (given != people) {
      int change = given < people ? 1 : -1;
      // Who lacks most gets one, who has most too many gives one.
      int i =
          order.stream()
              .filter(c -> change > 0 || counts[c] > 1)
              .max(Comparator.comparingDouble(c -> change * (exact[c] - counts[c])))
              .orElseThrow();
      counts[i] += change;
      given += change;
    }
    return counts;
  }
}
