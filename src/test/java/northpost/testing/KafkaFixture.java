package northpost.testing;

import java.io.IOException;
import java.util.Map;
import northpost.embedded.KafkaBroker;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Kafka broker that all tests of this JVM share; each uses topics of its own.
 *
 * <p>Use: {@code @RegisterExtension static final KafkaFixture kafka = new KafkaFixture();}
 */
public final class KafkaFixture implements BeforeAllCallback {
  private KafkaBroker broker;

  @Override
  public void beforeAll(ExtensionContext context) {
    broker = SharedServer.get(context, KafkaBroker.class, KafkaBroker::start);
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** A name for topics, groups or transactions that no other test uses: prefix and a number. */
  public String uniqueName(String prefix) {
    return UniqueNames.of(prefix);
  }

  /** Creates a topic whose name begins with the prefix and is used by no other test. */
  public String createTopic(String prefix, int partitions) throws IOException {
    String topic = uniqueName(prefix);
    createTopic(topic, partitions, Map.of());
    return topic;
  }

  /** Creates a topic of exactly this name. */
  public void createTopic(String name, int partitions, Map<String, String> config)
      throws IOException {
    broker.createTopic(name, partitions, config);
  }
}
