package northpost.source;

import java.time.Clock;
import java.time.Instant;
import northpost.domain.DeadLetter;
import northpost.domain.Policy;
import northpost.domain.PolicyKey;
import northpost.domain.PolicyUpdate;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;
import northpost.wire.PolicyCodec;
import northpost.wire.WireException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Messages of the policies topic as arrivals. Each version of a policy stands under a key of its
 * own, {@code policyId@version}; a null value withdraws that version. Throws for no message
 * whatever it holds.
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
    Instant received = KafkaPositions.receivedAt(message, now);
    SourcePosition position = KafkaPositions.of(message);
    byte[] value = message.value();
    try {
      if (value == null) {
        out.collect(PolicyArrival.of(withdrawal(message)));
      } else {
        Policy policy = PolicyCodec.decode(value);
        CompactionKey.require(message, PolicyKey.of(policy).toString(), policy.policyId());
        out.collect(validation.validate(policy, position, value.length, now).receivedAt(received));
      }
    } catch (WireException e) {
      DeadLetter refused = Rejections.unreadable(e, position, value, now);
      out.collect(PolicyArrival.rejected(refused).receivedAt(received));
    }
  }

  /**
   * A policyId alone is refused: the versions would stay in the topic, and be in force again once
   * compaction has taken the null value away.
   */
  private static PolicyUpdate withdrawal(ConsumerRecord<byte[], byte[]> message)
      throws WireException {
    String key = CompactionKey.of(message);
    if (key == null || key.isBlank()) {
      throw new WireException(
          RejectionReason.MISSING_FIELD,
          "key: got nothing with a null value, expected the version to withdraw, "
              + PolicyKey.FORM);
    }
    PolicyKey version =
        PolicyKey.parse(key)
            .orElseThrow(
                () ->
                    new WireException(
                        RejectionReason.INVALID_FIELD,
                        "key: got "
                            + key
                            + " with a null value, expected the version to withdraw, "
                            + PolicyKey.FORM));
    return PolicyUpdate.withdraw(version.policyId(), version.version());
  }

  @Override
  public TypeInformation<PolicyArrival> getProducedType() {
    return TypeInformation.of(PolicyArrival.class);
  }
}
