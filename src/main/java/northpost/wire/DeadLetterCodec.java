package northpost.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import northpost.domain.DeadLetter;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;

/** Dead letters to and from {@link DeadLetterRecord}. */
public final class DeadLetterCodec {
  private static final SingleObject<DeadLetterRecord> WIRE =
      SingleObject.of(DeadLetterRecord.class);

  private DeadLetterCodec() {}

  public static byte[] encode(DeadLetter d) {
    return WIRE.encode(
        new DeadLetterRecord(
            d.reason().name(),
            d.message(),
            d.position().source(),
            d.position().partition(),
            d.position().offset(),
            d.recordId(),
            d.portCode(),
            ByteBuffer.wrap(d.content()),
            d.contentBytes(),
            d.rejectedAt()));
  }

  /**
   * The dead letter of a message.
   *
   * @throws WireException when the message cannot be read, or INVALID_FIELD for a reason code of a
   *     newer version
   */
  public static DeadLetter decode(byte[] message) throws WireException {
    DeadLetterRecord r = WIRE.decode(message);
    return new DeadLetter(
        reason(r.getReason()),
        r.getMessage(),
        new SourcePosition(r.getSource(), r.getPartition(), r.getOffset()),
        r.getRecordId(),
        r.getPortCode(),
        Bytes.of(r.getContent()),
        r.getContentBytes(),
        r.getRejectedAt());
  }

  private static RejectionReason reason(String code) throws WireException {
    for (RejectionReason reason : RejectionReason.values()) {
      if (reason.name().equals(code)) {
        return reason;
      }
    }
    throw new WireException(
        RejectionReason.INVALID_FIELD,
        "reason: got " + code + ", expected one of " + Arrays.toString(RejectionReason.values()));
  }
}
