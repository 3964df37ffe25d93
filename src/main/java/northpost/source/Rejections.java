package northpost.source;

import java.time.Instant;
import java.util.Arrays;
import northpost.domain.DeadLetter;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;
import northpost.wire.WireException;

/** Makes dead letters of bounded size: nothing a record holds may make its rejection a burden. */
final class Rejections {
  /** The most bytes of a refused record that its dead letter keeps: 64 KiB. */
  static final int MAX_CONTENT_BYTES = 64 * 1024;

  private static final int MAX_MESSAGE_CHARS = 1000;
  private static final int MAX_ID_CHARS = 256;
  private static final byte[] NO_CONTENT = new byte[0];

  private Rejections() {}

  /** Of a record that could not be read. Its bytes are kept only where no field could be. */
  static DeadLetter unreadable(
      WireException e, SourcePosition position, byte[] content, Instant now) {
    boolean undecodable =
        e.reason() == RejectionReason.MALFORMED_RECORD
            || e.reason() == RejectionReason.UNKNOWN_SCHEMA;
    byte[] kept = undecodable && content != null ? content : NO_CONTENT;
    return new DeadLetter(
        e.reason(),
        message(position, e.getMessage()),
        position,
        brief(e.recordId(), MAX_ID_CHARS),
        brief(e.portCode(), MAX_ID_CHARS),
        kept.length > MAX_CONTENT_BYTES ? Arrays.copyOf(kept, MAX_CONTENT_BYTES) : kept,
        content == null ? 0 : content.length,
        now);
  }

  /** Of a record that could be read but is not valid. */
  static DeadLetter invalid(
      RejectionReason reason,
      String message,
      SourcePosition position,
      String recordId,
      String portCode,
      long contentBytes,
      Instant now) {
    return new DeadLetter(
        reason,
        message(position, message),
        position,
        brief(recordId, MAX_ID_CHARS),
        brief(portCode, MAX_ID_CHARS),
        NO_CONTENT,
        contentBytes,
        now);
  }

  private static String message(SourcePosition position, String what) {
    return brief(position + ": " + what, MAX_MESSAGE_CHARS);
  }

  private static String brief(String text, int max) {
    return text == null || text.length() <= max ? text : text.substring(0, max - 3) + "...";
  }
}
