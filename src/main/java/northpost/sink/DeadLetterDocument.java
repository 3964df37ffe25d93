package northpost.sink;

import northpost.domain.DeadLetter;
import northpost.domain.SourcePosition;

/** What is known of a record that the job refused, but never its bytes: they may be a face. */
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
        DocumentKind.REJECTIONS.index(deadLetter.rejectedAt()), id, json, Document.UNVERSIONED);
  }
}
