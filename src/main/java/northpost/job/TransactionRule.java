package northpost.job;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import northpost.settings.Finding;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/**
 * Whether a transaction with decisions lives until it is committed. The broker ends one that takes
 * longer than its timeout, and the sink then goes on without these decisions: it says so in its log
 * and its metrics, but fails nothing.
 */
final class TransactionRule {
  /** What a failure may take on top: until it is seen, and until the job has started again. */
  static final Duration RECOVERY = Duration.ofMinutes(15);

  private TransactionRule() {}

  /**
   * What is wrong, where decisions are exactly-once.
   *
   * @param flinks Flink's settings
   * @param northpost Northpost's settings, of all their sources
   * @param where the place of each key in Flink's file
   * @param source where the others are looked for
   */
  static Optional<Finding> check(
      Configuration flinks, Configuration northpost, Map<String, String> where, String source) {
    String key = NorthpostOptions.DECISIONS_TRANSACTION_TIMEOUT.key();
    Duration timeout;
    Duration needed;
    try {
      if (northpost.get(NorthpostOptions.DECISIONS_DELIVERY)
          != NorthpostOptions.Delivery.EXACTLY_ONCE) {
        return Optional.empty();
      }
      timeout = northpost.get(NorthpostOptions.DECISIONS_TRANSACTION_TIMEOUT);
      needed = needed(flinks);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Whoever looks at each value by itself says so.
    }
    if (timeout.compareTo(needed) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.error(
            where.getOrDefault(key, source),
            key,
            text(timeout),
            "at least "
                + text(needed)
                + ", as long as decisions may wait to be committed: "
                + (flinks.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER) + 1)
                + " checkpoints, those that may fail ("
                + CheckpointingOptions.TOLERABLE_FAILURE_NUMBER.key()
                + ") and one, each with its interval or its pause and its timeout ("
                + CheckpointingOptions.CHECKPOINTING_TIMEOUT.key()
                + "), and "
                + text(RECOVERY)
                + " for a restart; past it the broker drops them"));
  }

  private static Duration needed(Configuration flinks) {
    Duration interval =
        flinks.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).orElse(Duration.ZERO);
    Duration pause = flinks.get(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS);
    return (pause.compareTo(interval) > 0 ? pause : interval)
        .plus(flinks.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT))
        .multipliedBy(flinks.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER) + 1L)
        .plus(RECOVERY);
  }

  private static String text(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
