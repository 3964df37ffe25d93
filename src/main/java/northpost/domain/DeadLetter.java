package northpost.domain;

import java.time.Instant;

/**
 * A record that was refused, with the reason and the place to find it again.
 *
 * @param reason reason code, see {@code RejectionReason}
 * @param message what, where, got, expected
 * @param recordId captureId, referenceId, policyId, or encounterId of an adjudication, where it
 *     could be read, else null
 * @param portCode where it could be read, else null
 * @param content the refused bytes, only where they could not be decoded; bounded
 * @param contentBytes their full size
 * @param receivedAt when the broker took the record, the same each time it is read; null where
 *     nobody knows, and in what is read from the dead letters topic
 */
public record DeadLetter(
    RejectionReason reason,
    String message,
    SourcePosition position,
    String recordId,
    String portCode,
    byte[] content,
    long contentBytes,
    Instant rejectedAt,
    Instant receivedAt) {
  /** A dead letter of a record of which nobody knows when it was received. */
  public DeadLetter(
      RejectionReason reason,
      String message,
      SourcePosition position,
      String recordId,
      String portCode,
      byte[] content,
      long contentBytes,
      Instant rejectedAt) {
    this(reason, message, position, recordId, portCode, content, contentBytes, rejectedAt, null);
  }

  /** The same, of a record that was received then. */
  public DeadLetter ofRecordReceivedAt(Instant received) {
    return new DeadLetter(
        reason, message, position, recordId, portCode, content, contentBytes, rejectedAt, received);
  }
}
