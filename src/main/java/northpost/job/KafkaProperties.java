package northpost.job;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import northpost.settings.PropertiesKind;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Which properties of the Kafka client a configuration may set. */
final class KafkaProperties {
  private KafkaProperties() {}

  /**
   * Those of Kafka's clients and Flink's connector. Kafka itself passes over a name that it does
   * not know, and a misspelt {@code security.protocol} would mean no encryption.
   */
  static PropertiesKind kind() {
    Set<String> known = new HashSet<>();
    known.addAll(ConsumerConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    known.addAll(AdminClientConfig.configNames());
    known.add(KafkaSourceOptions.CLIENT_ID_PREFIX.key());
    known.add(KafkaSourceOptions.REGISTER_KAFKA_CONSUMER_METRICS.key());
    known.add(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key());
    return new PropertiesKind(
        known,
        List.of("config.providers."),
        Map.of(
            "bootstrap.servers", "northpost.kafka.bootstrap-servers",
            "group.id", "northpost.kafka.group-id",
            "partition.discovery.interval.ms", "northpost.kafka.partition-discovery-interval",
            "transactional.id", "northpost.kafka.group-id",
            "transaction.timeout.ms", "northpost.decisions.transaction-timeout"));
  }
}
