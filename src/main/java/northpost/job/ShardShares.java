package northpost.job;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import northpost.settings.Finding;
import org.apache.flink.configuration.Configuration;

/** How the shards of the gallery fall on the subtasks that search it. */
final class ShardShares {
  private ShardShares() {}

  /**
   * What is wrong with a parallelism: the shares of two subtasks differ by one shard unless it
   * divides the shards, and then the larger share sets the pace.
   *
   * @param where where the parallelism comes from
   * @param key the key of the parallelism; empty where it was given otherwise
   */
  static Optional<Finding> check(Configuration config, int parallelism, String where, String key) {
    int shards = config.get(NorthpostOptions.GALLERY_SHARDS);
    if (parallelism < 1
        || shards % parallelism == 0
        || config.get(NorthpostOptions.UNEVEN_SHARES)) {
      return Optional.empty();
    }
    int least = shards / parallelism;
    String divisors =
        IntStream.rangeClosed(1, shards)
            .filter(each -> shards % each == 0)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    return Optional.of(
        Finding.error(
            where,
            key,
            parallelism
                + ", which gives "
                + shards % parallelism
                + " subtasks "
                + (least + 1)
                + " of "
                + NorthpostOptions.GALLERY_SHARDS.key()
                + " "
                + shards
                + " and the others "
                + least,
            "one of " + divisors + ", or " + NorthpostOptions.UNEVEN_SHARES.key() + ": true"));
  }
}
