package northpost.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import northpost.domain.DeadLetter;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;
import northpost.wire.WireException;

/** Arrivals of a file of JSON, one a line; blank lines are passed over. */
final class NdjsonReader<T> implements ArrivalReader<T> {
  /** A photo of 2 MiB in base64 is under 3 MB; no line needs more than this. */
  static final int MAX_LINE_BYTES = 8 * 1024 * 1024;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Reads one line. */
  interface LineParser<T> {
    T parse(String line, SourcePosition position, long lineBytes, Instant now) throws WireException;
  }

  private final String file;
  private final BoundedLines lines;
  private final LineParser<T> parser;
  private final Function<DeadLetter, T> rejected;
  private final Clock clock;

  NdjsonReader(Path file, LineParser<T> parser, Function<DeadLetter, T> rejected, Clock clock)
      throws IOException {
    this.file = file.getFileName().toString();
    this.lines = new BoundedLines(file, MAX_LINE_BYTES);
    this.parser = parser;
    this.rejected = rejected;
    this.clock = clock;
  }

  @Override
  public T next() throws IOException {
    byte[] bytes;
    String line;
    do {
      bytes = lines.next();
      if (bytes == null) {
        return null;
      }
      line = decoded(bytes);
    } while (line != null && line.isBlank());
    return read(bytes, line);
  }

  private T read(byte[] bytes, String line) {
    SourcePosition position = new SourcePosition(file, 0, lines.number());
    Instant now = clock.instant();
    try {
      if (lines.tooLong()) {
        throw malformed("got " + lines.lineBytes() + " bytes, expected at most " + MAX_LINE_BYTES);
      }
      if (line == null) {
        throw malformed("got bytes that are no UTF-8, expected one JSON object");
      }
      return parser.parse(line, position, lines.lineBytes(), now);
    } catch (WireException e) {
      return rejected.apply(Rejections.unreadable(e, position, bytes, now));
    }
  }

  private static WireException malformed(String message) {
    return new WireException(RejectionReason.MALFORMED_RECORD, message);
  }

  /** Null where the bytes are no UTF-8. */
  private static String decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
