package northpost.source;

import java.time.Clock;
import java.time.Instant;
import northpost.domain.CapturedSample;
import northpost.domain.DeadLetter;
import northpost.domain.SourcePosition;
import northpost.wire.CaptureCodec;
import northpost.wire.WireException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Messages of the captures topics as arrivals. Throws for no message whatever it holds. */
public final class CaptureDeserializer implements KafkaRecordDeserializationSchema<CaptureArrival> {
  private static final long serialVersionUID = 1;

  private final CaptureValidation validation;
  private final Clock clock;

  public CaptureDeserializer(CaptureValidation validation) {
    this(validation, Clock.systemUTC());
  }

  /** With a clock of its own, for tests. */
  CaptureDeserializer(CaptureValidation validation, Clock clock) {
    this.validation = validation;
    this.clock = clock;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<CaptureArrival> out) {
    Instant now = clock.instant();
    Instant received = KafkaPositions.receivedAt(message, now);
    SourcePosition position = KafkaPositions.of(message);
    byte[] value = message.value();
    try {
      CapturedSample sample = CaptureCodec.decode(value, position, received);
      out.collect(validation.validate(sample, value.length, now).receivedAt(received));
    } catch (WireException e) {
      DeadLetter refused = Rejections.unreadable(e, position, value, now);
      out.collect(CaptureArrival.rejected(refused).receivedAt(received));
    }
  }

  @Override
  public TypeInformation<CaptureArrival> getProducedType() {
    return TypeInformation.of(CaptureArrival.class);
  }
}
