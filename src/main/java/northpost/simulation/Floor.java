package northpost.simulation;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives every one a least share of the whole, at the cost of the others in proportion. */
final class Floor {
  private Floor() {}

  /**
   * Changes the amounts in place and keeps their sum.
   *
   * @param least share of the sum, 0 to 1; as much as can be had for all when they are too many
   */
  static <K> void raise(Map<K, Double> amounts, double least) {
    if (amounts.isEmpty() || least <= 0) {
      return;
    }
    double total = amounts.values().stream().mapToDouble(Double::doubleValue).sum();
    double floor = Math.min(least, 1.0 / amounts.size()) * total;
    Set<K> raised = new HashSet<>();
    // Taking from the larger may bring one of them below the floor in turn.
    boolean settled = false;
    while (!settled) {
      double rest = 0;
      for (Map.Entry<K, Double> entry : amounts.entrySet()) {
        rest += raised.contains(entry.getKey()) ? 0 : entry.getValue();
      }
      double scale = rest == 0 ? 0 : (total - floor * raised.size()) / rest;
      settled = true;
      for (Map.Entry<K, Double> entry : amounts.entrySet()) {
        if (!raised.contains(entry.getKey()) && entry.getValue() * scale < floor) {
          raised.add(entry.getKey());
          settled = false;
        }
      }
      if (settled) {
        amounts.replaceAll((key, amount) -> raised.contains(key) ? floor : amount * scale);
      }
    }
  }
}
