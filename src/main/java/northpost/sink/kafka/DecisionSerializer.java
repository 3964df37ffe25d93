package northpost.sink.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import northpost.domain.Decision;
import northpost.wire.DecisionCodec;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Decisions as messages under their encounterId, stamped with the time of the decision. */
public final class DecisionSerializer
    implements KafkaRecordSerializationSchema<Decision>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1;

  private final String topic;

  public DecisionSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Decision decision, KafkaSinkContext context, Long timestamp) {
    // Not the event time: a replay of an old day would fall to the topic's retention at once.
    return new ProducerRecord<>(
        topic,
        null,
        decision.decidedAt().toEpochMilli(),
        decision.capture().encounterId().getBytes(StandardCharsets.UTF_8),
        DecisionCodec.encode(decision));
  }

  /** The topic, which a sink with transactions must know to find those left open by a failure. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
  }
}
