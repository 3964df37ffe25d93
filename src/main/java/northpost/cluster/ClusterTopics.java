package northpost.cluster;

import java.io.IOException;
import java.util.Map;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.embedded.KafkaBroker;
import northpost.job.NorthpostOptions;

/**
 * The topics of a run that is to be repeated exactly: a message has the time that its sender gives
 * it, so that a capture arrives in each run when it did in the one before, and none grows too old.
 */
final class ClusterTopics {
  static final String REFERENCES = NorthpostOptions.REFERENCES_TOPIC.defaultValue();
  static final String POLICIES = NorthpostOptions.POLICIES_TOPIC.defaultValue();
  static final String ADJUDICATIONS = NorthpostOptions.ADJUDICATIONS_TOPIC.defaultValue();
  static final String DECISIONS = NorthpostOptions.DECISIONS_TOPIC.defaultValue();
  static final String DEAD_LETTERS = NorthpostOptions.DEAD_LETTERS_TOPIC.defaultValue();

  private ClusterTopics() {}

  static String captures(String portCode) {
    return "northpost.captures." + portCode;
  }

  static void create(KafkaBroker broker, PortRegistry ports) throws IOException {
    Map<String, String> kept = Map.of("retention.ms", "-1", "max.message.bytes", "4194304");
    Map<String, String> compacted =
        Map.of("cleanup.policy", "compact", "max.message.bytes", "4194304");
    for (Port port : ports.ports()) {
      broker.createTopic(captures(port.code()), 1, kept);
    }
    broker.createTopic(REFERENCES, 2, compacted);
    broker.createTopic(POLICIES, 1, compacted);
    broker.createTopic(ADJUDICATIONS, 1, kept);
    broker.createTopic(DECISIONS, 2, kept);
    broker.createTopic(DEAD_LETTERS, 1, kept);
  }
}
