package northpost.sink.kafka;

import java.nio.charset.StandardCharsets;
import northpost.domain.DeadLetter;
import northpost.wire.DeadLetterCodec;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Dead letters as messages under the position they came from. */
public final class DeadLetterSerializer implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 1;

  private final String topic;

  public DeadLetterSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        topic,
        null,
        letter.rejectedAt().toEpochMilli(),
        letter.position().toString().getBytes(StandardCharsets.UTF_8),
        DeadLetterCodec.encode(letter));
  }
}
