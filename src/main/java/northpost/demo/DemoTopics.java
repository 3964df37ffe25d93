package northpost.demo;

import java.io.IOException;
import java.time.Duration;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.embedded.KafkaBroker;
import northpost.job.NorthpostOptions;
import northpost.topics.Topic;
import northpost.topics.TopicPlan;

/** The topics of a demo, set up as in production but for partitions and replication. */
final class DemoTopics {
  static final String REFERENCES = NorthpostOptions.REFERENCES_TOPIC.defaultValue();
  static final String POLICIES = NorthpostOptions.POLICIES_TOPIC.defaultValue();
  static final String ADJUDICATIONS = NorthpostOptions.ADJUDICATIONS_TOPIC.defaultValue();

  private static final String PREFIX = "northpost";

  /** As long as a citizen's photo may be kept. */
  private static final Duration PHOTOS_KEPT = Duration.ofHours(12);

  private DemoTopics() {}

  static String captures(String portCode) {
    return TopicPlan.captures(PREFIX, portCode);
  }

  static void create(KafkaBroker broker, PortRegistry ports) throws IOException {
    TopicPlan plan =
        new TopicPlan(
            ports.ports().stream().map(Port::code).toList(), PREFIX, 1, (short) 1, PHOTOS_KEPT);
    for (Topic topic : plan.topics()) {
      broker.createTopic(topic.name(), topic.partitions(), topic.settings());
    }
  }
}
