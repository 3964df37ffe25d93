package northpost.source;

import java.time.Clock;
import java.time.Instant;
import northpost.domain.DeadLetter;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.SourcePosition;
import northpost.wire.AdjudicationCodec;
import northpost.wire.WireException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Messages of the adjudications topic as arrivals. Throws for no message whatever it holds. */
public final class AdjudicationDeserializer
    implements KafkaRecordDeserializationSchema<AdjudicationArrival> {
  private static final long serialVersionUID = 1;

  private final AdjudicationValidation validation;
  private final Clock clock;

  public AdjudicationDeserializer(AdjudicationValidation validation) {
    this(validation, Clock.systemUTC());
  }

  /** With a clock of its own, for tests. */
  AdjudicationDeserializer(AdjudicationValidation validation, Clock clock) {
    this.validation = validation;
    this.clock = clock;
  }

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> message, Collector<AdjudicationArrival> out) {
    Instant now = clock.instant();
    Instant received = KafkaPositions.receivedAt(message, now);
    SourcePosition position = KafkaPositions.of(message);
    byte[] value = message.value();
    try {
      ReceivedAdjudication adjudication =
          new ReceivedAdjudication(AdjudicationCodec.decode(value), position);
      out.collect(
          validation.validate(adjudication, received, value.length, now).receivedAt(received));
    } catch (WireException e) {
      DeadLetter refused = Rejections.unreadable(e, position, value, now);
      out.collect(AdjudicationArrival.rejected(refused).receivedAt(received));
    }
  }

  @Override
  public TypeInformation<AdjudicationArrival> getProducedType() {
    return TypeInformation.of(AdjudicationArrival.class);
  }
}
