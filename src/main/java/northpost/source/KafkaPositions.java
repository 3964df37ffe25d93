package northpost.source;

import java.time.Instant;
import northpost.domain.SourcePosition;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where and when a message came in. */
final class KafkaPositions {
  private KafkaPositions() {}

  static SourcePosition of(ConsumerRecord<byte[], byte[]> message) {
    return new SourcePosition(message.topic(), message.partition(), message.offset());
  }

  /**
   * The message's timestamp, but never a future one: on a topic with producer timestamps a camera
   * that lives in 2100 would vouch for itself.
   */
  static Instant receivedAt(ConsumerRecord<byte[], byte[]> message, Instant now) {
    if (message.timestamp() < 0) {
      return now;
    }
    Instant stamped = Instant.ofEpochMilli(message.timestamp());
    return stamped.isAfter(now) ? now : stamped;
  }
}
