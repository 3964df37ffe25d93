package northpost.source;

import java.time.Clock;
import java.time.Instant;
import northpost.domain.DeadLetter;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.wire.ReferenceCodec;
import northpost.wire.WireException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Messages of the references topic as arrivals; a null value withdraws the reference of the key.
 * Throws for no message whatever it holds.
 */
public final class ReferenceDeserializer
    implements KafkaRecordDeserializationSchema<ReferenceArrival> {
  private static final long serialVersionUID = 1;

  private final Clock clock;

  public ReferenceDeserializer() {
    this(Clock.systemUTC());
  }

  /** With a clock of its own, for tests. */
  ReferenceDeserializer(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<ReferenceArrival> out) {
    Instant now = clock.instant();
    Instant received = KafkaPositions.receivedAt(message, now);
    SourcePosition position = KafkaPositions.of(message);
    byte[] value = message.value();
    try {
      ReferenceUpdate update =
          value == null
              ? ReferenceUpdate.withdraw(CompactionKey.of(message), position)
              : ReferenceCodec.decode(value, position);
      CompactionKey.require(message, update.referenceId(), update.referenceId());
      out.collect(
          ReferenceValidation.validate(update, value == null ? 0 : value.length, now)
              .receivedAt(received));
    } catch (WireException e) {
      DeadLetter refused = Rejections.unreadable(e, position, value, now);
      out.collect(ReferenceArrival.rejected(refused).receivedAt(received));
    }
  }

  @Override
  public TypeInformation<ReferenceArrival> getProducedType() {
    return TypeInformation.of(ReferenceArrival.class);
  }
}
