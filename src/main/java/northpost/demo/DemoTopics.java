package northpost.demo;

import java.io.IOException;
import java.util.Map;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.embedded.KafkaBroker;

/** The topics of a demo, set up as in production but for replication. */
final class DemoTopics {
  static final String REFERENCES = "northpost.references";
  static final String POLICIES = "northpost.policies";
  static final String ADJUDICATIONS = "northpost.adjudications";

  /**
   * Kafka deletes whole segments: 11 hours and a segment of one make the 12 of a citizen's photo.
   */
  private static final String KEPT = Long.toString(11 * 3_600_000L);

  private static final String SEGMENT = Long.toString(3_600_000L);

  private DemoTopics() {}

  static String captures(String portCode) {
    return "northpost.captures." + portCode;
  }

  static void create(KafkaBroker broker, PortRegistry ports) throws IOException {
    // A capture's time is held against the broker's, and a photo is kept no longer than a
    // citizen's.
    Map<String, String> photos =
        Map.of(
            "message.timestamp.type",
            "LogAppendTime",
            "retention.ms",
            KEPT,
            "segment.ms",
            SEGMENT,
            "max.message.bytes",
            "4194304");
    Map<String, String> compacted =
        Map.of("cleanup.policy", "compact", "max.message.bytes", "4194304");
    for (Port port : ports.ports()) {
      broker.createTopic(captures(port.code()), 1, photos);
    }
    broker.createTopic(REFERENCES, 2, compacted);
    broker.createTopic(POLICIES, 1, compacted);
    broker.createTopic(ADJUDICATIONS, 1, Map.of());
    broker.createTopic("northpost.decisions", 2, Map.of());
    broker.createTopic(
        "northpost.dead-letters", 1, Map.of("retention.ms", KEPT, "segment.ms", SEGMENT));
  }
}
