package northpost.topics;

import java.util.List;

/**
 * What was found of one topic on the broker.
 *
 * @param settings one line for each setting that differs: key, got, expected
 * @param layout one line for each of partitions and replicas that are fewer; never changed, since a
 *     key would find another partition
 */
public record TopicReport(
    String name, boolean missing, List<String> settings, List<String> layout) {
  public TopicReport {
    settings = List.copyOf(settings);
    layout = List.copyOf(layout);
  }

  static TopicReport missing(String name) {
    return new TopicReport(name, true, List.of(), List.of());
  }

  /** Whether nothing is to be done. */
  public boolean same() {
    return !missing && settings.isEmpty() && layout.isEmpty();
  }
}
