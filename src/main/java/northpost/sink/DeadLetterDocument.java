package northpost.sink;

import java.time.Instant;
import northpost.domain.DeadLetter;
import northpost.domain.SourcePosition;

/**
 * What is known of a record that the job refused, but never its bytes: they may be a face.
 *
 * <p>Its index is that of the month in which the record was received, so that a repeat after a
 * failure finds the same document also past the end of a month.
 */
public final class DeadLetterDocument {
  private DeadLetterDocument() {}

  public static Document of(DeadLetter deadLetter) {
    SourcePosition position = deadLetter.position();
    String id = position.toString();
    byte[] json =
        DocumentBody.of(DocumentKind.REJECTIONS, "event", deadLetter.rejectedAt())
            .put("event.id", id)
            .put("event.outcome", "failure")
            .put("error.code", deadLetter.reason())
            .put("error.message", deadLetter.message())
            .put("northpost.port.code", deadLetter.portCode())
            .put("northpost.rejection.record_id", deadLetter.recordId())
            .put("northpost.rejection.source", position.source())
            .put("northpost.rejection.partition", position.partition())
            .put("northpost.rejection.offset", position.offset())
            .put("northpost.rejection.content_bytes", deadLetter.contentBytes())
            .toBytes();
    return new Document(
        DocumentKind.REJECTIONS.index(month(deadLetter)), id, json, Document.UNVERSIONED);
  }

  private static Instant month(DeadLetter deadLetter) {
    Instant received = deadLetter.receivedAt();
    return received == null ? deadLetter.rejectedAt() : received;
  }
}
