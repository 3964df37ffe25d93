package northpost.source;

import java.nio.charset.StandardCharsets;
import northpost.domain.RejectionReason;
import northpost.wire.WireException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The key of a message on a compacted topic: of the record it holds or withdraws. */
final class CompactionKey {
  private CompactionKey() {}

  /** Null where the message has no key. */
  static String of(ConsumerRecord<byte[], byte[]> message) {
    return message.key() == null ? null : new String(message.key(), StandardCharsets.UTF_8);
  }

  /**
   * A record under another key, or none, could stand in another partition than its withdrawal and
   * so come after it, and compaction would lose it.
   *
   * @throws WireException INVALID_FIELD when the key is another than the record's
   */
  static void require(ConsumerRecord<byte[], byte[]> message, String own, String recordId)
      throws WireException {
    String key = of(message);
    if (recordId != null && !own.equals(key)) {
      throw new WireException(
              RejectionReason.INVALID_FIELD,
              "key: got " + (key == null ? "nothing" : key) + ", expected the record's own, " + own)
          .in(recordId, null);
    }
  }
}
