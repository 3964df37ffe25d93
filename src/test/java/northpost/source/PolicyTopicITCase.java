package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import northpost.domain.Policy;
import northpost.domain.PolicyKey;
import northpost.domain.PolicyScope;
import northpost.domain.PolicyUpdate;
import northpost.testing.Await;
import northpost.testing.KafkaFixture;
import northpost.testing.Policies;
import northpost.testing.TopicReader;
import northpost.wire.PolicyCodec;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a job that starts afresh reads of a policies topic that the broker has compacted. */
class PolicyTopicITCase {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant NEXT_MONTH = Instant.parse("2026-08-01T00:00:00Z");

  @RegisterExtension static final KafkaFixture kafka = new KafkaFixture();

  private final String topic = kafka.uniqueName("policies");
  private final PolicyDeserializer deserializer =
      new PolicyDeserializer(new PolicyValidation(PortRegistryYaml.shipped(), Policies.ANY_FMR));

  @Test
  void holdsTheVersionInForceBesideTheOneAnnounced() throws Exception {
    // The smallest segments, compacted as soon as they are closed.
    kafka.createTopic(
        topic,
        1,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "1",
            "min.cleanable.dirty.ratio", "0.001",
            "min.compaction.lag.ms", "0",
            "max.compaction.lag.ms", "1"));
    Policy draft = policy(1, NOW, .81);
    Policy inForce = policy(1, NOW, .82);
    Policy announced = policy(2, NEXT_MONTH, .85);
    Policy regretted = policy(3, NEXT_MONTH, .95);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (Policy policy : List.of(draft, inForce, announced, regretted)) {
        send(producer, policy, PolicyCodec.encode(policy));
      }
      send(producer, regretted, null);
      // The last segment is never compacted: it takes a policy that is of no interest, each time a
      // millisecond later, until the cleaner has been there.
      Policy other = Policies.policy("other", 1, PolicyScope.SYSTEM, null, NOW, .8);
      Await.until(
          "the first record of version 1 gone by compaction",
          LIMIT,
          () -> {
            send(producer, other, PolicyCodec.encode(other));
            return valuesUnder(PolicyKey.of(inForce)) == 1;
          },
          () -> valuesUnder(PolicyKey.of(inForce)) + " records");
    }

    List<PolicyUpdate> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : messages()) {
      deserializer.deserialize(message, new Updates(read));
    }
    assertThat(read)
        .contains(PolicyUpdate.of(inForce), PolicyUpdate.of(announced))
        .doesNotContain(PolicyUpdate.of(draft), PolicyUpdate.of(regretted));
  }

  private static Policy policy(int version, Instant from, double threshold) {
    return Policies.policy("border-lanes", version, PolicyScope.SYSTEM, null, from, threshold);
  }

  private void send(KafkaProducer<String, byte[]> producer, Policy policy, byte[] value)
      throws Exception {
    producer.send(new ProducerRecord<>(topic, PolicyKey.of(policy).toString(), value)).get();
  }

  private long valuesUnder(PolicyKey key) {
    return messages().stream()
        .filter(m -> new String(m.key(), StandardCharsets.UTF_8).equals(key.toString()))
        .count();
  }

  private List<ConsumerRecord<byte[], byte[]>> messages() {
    try (TopicReader reader = new TopicReader(kafka.bootstrapServers(), topic)) {
      return reader.read();
    }
  }

  /** Every message must be a change; none is refused. */
  private record Updates(List<PolicyUpdate> all) implements Collector<PolicyArrival> {
    @Override
    public void collect(PolicyArrival arrival) {
      assertThat(arrival.rejection()).isNull();
      all.add(arrival.update());
    }

    @Override
    public void close() {}
  }
}
