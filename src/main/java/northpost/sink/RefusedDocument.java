package northpost.sink;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import northpost.domain.Sha256;

/**
 * A document that Elasticsearch refused for good, wrapped into one that it takes: the original as
 * text that is not indexed, with the reason.
 */
final class RefusedDocument {
  /** Room for any document of ours whole; a larger one is cut, and its full size stated. */
  static final int MAX_ORIGINAL_BYTES = 64 << 10;

  private static final int MAX_REASON_CHARS = 4 << 10;

  /** Elasticsearch allows 512 bytes. */
  private static final int MAX_ID_BYTES = 512;

  private static final Pattern MONTH = Pattern.compile("-\\d{4}\\.\\d{2}$");

  private RefusedDocument() {}

  static boolean isOne(Document document) {
    return document.index().startsWith(DocumentKind.REFUSED.alias() + "-");
  }

  /**
   * The wrapped document. It keeps the month and the id of the original, so that a repeat is the
   * same document.
   */
  static Document of(Document original, ItemResult result, Instant refusedAt) {
    int shown = Math.min(original.json().length, MAX_ORIGINAL_BYTES);
    byte[] json =
        DocumentBody.of(DocumentKind.REFUSED, "pipeline_error", refusedAt)
            .put("event.id", original.id())
            .put("event.outcome", "failure")
            .put("event.original", new String(original.json(), 0, shown, StandardCharsets.UTF_8))
            .put("error.code", String.valueOf(result.status()))
            .put("error.type", result.type())
            .put("error.message", shorten(result.reason()))
            .put("northpost.refused.index", original.index())
            .put("northpost.refused.version", original.version())
            .put("northpost.refused.bytes", original.json().length)
            .toBytes();
    return new Document(index(original, refusedAt), id(original), json, Document.UNVERSIONED);
  }

  private static String index(Document original, Instant refusedAt) {
    Matcher month = MONTH.matcher(original.index());
    return month.find()
        ? DocumentKind.REFUSED.alias() + month.group()
        : DocumentKind.REFUSED.index(refusedAt);
  }

  private static String id(Document original) {
    String id = original.index() + "|" + original.id();
    if (id.getBytes(StandardCharsets.UTF_8).length <= MAX_ID_BYTES) {
      return id;
    }
    // A chosen-too-long id is itself a reason to be refused: name the document by its content.
    return original.index() + "|" + Sha256.hex(id.getBytes(StandardCharsets.UTF_8));
  }

  private static String shorten(String reason) {
    return reason == null || reason.length() <= MAX_REASON_CHARS
        ? reason
        : reason.substring(0, MAX_REASON_CHARS);
  }
}
