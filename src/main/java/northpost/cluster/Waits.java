package northpost.cluster;

import java.util.Map;
import java.util.OptionalLong;

/**
 * When captures were with the broker and when their decisions were seen, by captureId, as {@link
 * System#nanoTime} has it.
 */
record Waits(Map<String, Long> arrivals, Map<String, Long> decisions) {

  /** The longest time from arrival to decision, in seconds, of those decided from a moment on. */
  double longest(long from, long to) {
    long longest = 0;
    for (Map.Entry<String, Long> decision : decisions.entrySet()) {
      long at = decision.getValue();
      Long arrival = arrivals.get(decision.getKey());
      if (arrival != null && at - from >= 0 && at - to < 0) {
        longest = Math.max(longest, at - arrival);
      }
    }
    return longest / 1e9;
  }

  /** When the first decision after a moment was seen. */
  OptionalLong firstDecisionAfter(long moment) {
    return decisions.values().stream()
        .mapToLong(Long::longValue)
        .filter(at -> at - moment > 0)
        .min();
  }

  /** When the last decision up to a moment was seen. */
  OptionalLong lastDecisionUntil(long moment) {
    return decisions.values().stream()
        .mapToLong(Long::longValue)
        .filter(at -> at - moment <= 0)
        .max();
  }

  /** Captures that arrived between two moments. */
  int arrivedBetween(long from, long to) {
    return (int) arrivals.values().stream().filter(at -> at - from >= 0 && at - to < 0).count();
  }
}
