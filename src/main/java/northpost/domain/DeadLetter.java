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
 */
public record DeadLetter(
    RejectionReason reason,
    String message,
    SourcePosition position,
    String recordId,
    String portCode,
    byte[] content,
    long contentBytes,
    Instant rejectedAt) {}
