package northpost.source;

import java.time.Clock;
import java.time.Instant;
import northpost.domain.Policy;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;
import northpost.wire.PolicyCodec;
import northpost.wire.WireException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Messages of the policies topic as arrivals; a null value withdraws the policy of the key. Throws
 * for no message whatever it holds.
 */
public final class PolicyDeserializer implements KafkaRecordDeserializationSchema<PolicyArrival> {
  private static final long serialVersionUID = 1;

  private final PolicyValidation validation;
  private final Clock clock;

  public PolicyDeserializer(PolicyValidation validation) {
    this(validation, Clock.systemUTC());
  }

  /** With a clock of its own, for tests. */
  PolicyDeserializer(PolicyValidation validation, Clock clock) {
    this.validation = validation;
    this.clock = clock;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<PolicyArrival> out) {
    Instant now = clock.instant();
    SourcePosition position = KafkaPositions.of(message);
    byte[] value = message.value();
    try {
      if (value == null) {
        out.collect(PolicyArrival.withdrawn(withdrawnId(message)));
      } else {
        Policy policy = PolicyCodec.decode(value);
        CompactionKey.require(message, policy.policyId());
        out.collect(validation.validate(policy, position, value.length, now));
      }
    } catch (WireException e) {
      out.collect(PolicyArrival.rejected(Rejections.unreadable(e, position, value, now)));
    }
  }

  private static String withdrawnId(ConsumerRecord<byte[], byte[]> message) throws WireException {
    String id = CompactionKey.of(message);
    if (id == null || id.isBlank()) {
      throw new WireException(
          RejectionReason.MISSING_FIELD,
          "key: got nothing with a null value, expected the policyId to withdraw");
    }
    return id;
  }

  @Override
  public TypeInformation<PolicyArrival> getProducedType() {
    return TypeInformation.of(PolicyArrival.class);
  }
}
