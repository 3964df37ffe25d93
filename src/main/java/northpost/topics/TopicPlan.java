package northpost.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a deployment asks of its topics.
 *
 * @param ports codes of the ports, a topic of captures for each
 * @param prefix what every name begins with, normally {@code northpost}
 * @param partitions of captures, references, adjudications and decisions
 * @param replicas copies of each partition
 * @param photoRetention the longest that a photo, or a part of one, may stay in a topic
 */
public record TopicPlan(
    List<String> ports, String prefix, int partitions, short replicas, Duration photoRetention) {
  /** Kafka deletes whole segments, so a photo may stay for the age of its segment on top. */
  private static final Duration SEGMENT = Duration.ofHours(1);

  /** A broker looks every 5 minutes what is to go, and deletes its files a minute later. */
  private static final Duration UNTIL_DELETED = Duration.ofMinutes(15);

  /**
   * A job that was away for longer never sees that a reference was withdrawn. What is kept is the
   * key of the reference and no photo.
   */
  private static final Duration WITHDRAWALS_KEPT = Duration.ofDays(30);

  private static final Duration ANSWERS_KEPT = Duration.ofDays(7);

  /** A photo of 2 MiB and what stands around it. */
  private static final String LARGEST_MESSAGE = "4194304";

  public TopicPlan {
    ports = List.copyOf(ports);
    if (replicas < 1) {
      throw new IllegalArgumentException(
          "replication factor: got " + replicas + ", expected at least 1");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions: got " + partitions + ", expected at least 1");
    }
    if (photoRetention.compareTo(SEGMENT.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "retention of photos: got " + photoRetention + ", expected at least two hours");
    }
  }

  /** Name of the topic with the captures of a port. */
  public static String captures(String prefix, String port) {
    return prefix + ".captures." + port;
  }

  /** Every topic of the deployment, those of captures first. */
  public List<Topic> topics() {
    List<Topic> topics = new ArrayList<>();
    for (String port : ports) {
      topics.add(
          Topic.of(
              captures(prefix, port),
              partitions,
              with(
                  photos(),
                  Map.of(
                      "message.timestamp.type",
                      "LogAppendTime",
                      "max.message.bytes",
                      LARGEST_MESSAGE))));
    }
    topics.add(
        Topic.of(
            prefix + ".references",
            partitions,
            with(compacted(), Map.of("max.message.bytes", LARGEST_MESSAGE))));
    // One partition: the newest version of a policy stands behind the older ones for every reader.
    topics.add(Topic.of(prefix + ".policies", 1, compacted()));
    topics.add(
        Topic.of(
            prefix + ".adjudications",
            partitions,
            with(
                durable(),
                Map.of(
                    "message.timestamp.type",
                    "LogAppendTime",
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    millis(ANSWERS_KEPT)))));
    topics.add(Topic.of(prefix + ".decisions", partitions, durable()));
    topics.add(Topic.of(prefix + ".dead-letters", 1, photos()));
    return List.copyOf(topics);
  }

  /** The age of a segment counts from its newest record, and it is not gone at once. */
  private Duration kept() {
    return photoRetention.minus(SEGMENT).minus(UNTIL_DELETED);
  }

  private Map<String, String> photos() {
    return with(
        durable(),
        Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            millis(kept()),
            "segment.ms",
            millis(SEGMENT)));
  }

  /**
   * A withdrawn photo leaves when its segment is compacted, which this puts a bound on; but never
   * from the segment that is written to, which ends with the next record after an hour.
   */
  private Map<String, String> compacted() {
    return with(
        durable(),
        Map.of(
            "message.timestamp.type",
            "LogAppendTime",
            "cleanup.policy",
            "compact",
            "max.compaction.lag.ms",
            millis(kept()),
            "segment.ms",
            millis(SEGMENT),
            "delete.retention.ms",
            millis(WITHDRAWALS_KEPT)));
  }

  /** With three copies or more one broker may be away, and what is acknowledged is on two. */
  private Map<String, String> durable() {
    return Map.of("min.insync.replicas", replicas >= 3 ? "2" : "1");
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> both = new HashMap<>(some);
    both.putAll(more);
    return both;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
