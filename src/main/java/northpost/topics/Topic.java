package northpost.topics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One topic as it must be on the broker.
 *
 * @param partitions at least so many
 * @param settings those of the topic that do not follow the broker's
 */
public record Topic(String name, int partitions, SortedMap<String, String> settings) {
  public Topic {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "topic " + name + ": got " + partitions + " partitions, expected at least 1");
    }
    settings = new TreeMap<>(settings);
  }

  /** A topic with the settings given. */
  static Topic of(String name, int partitions, Map<String, String> settings) {
    return new Topic(name, partitions, new TreeMap<>(settings));
  }
}
