package northpost.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lines of a file as bytes, with their numbers from 1. Of a line that is longer than allowed only
 * the start is kept.
 */
final class BoundedLines implements Closeable {
  private final InputStream in;
  private final int maxBytes;
  private long number;
  private long lineBytes;

  BoundedLines(Path file, int maxBytes) throws IOException {
    this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    this.maxBytes = maxBytes;
  }

  /** The next line without its end, null at the end of the file. */
  byte[] next() throws IOException {
    int b = in.read();
    if (b < 0) {
      return null;
    }
    number++;
    lineBytes = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (lineBytes < maxBytes) {
        line.write(b);
      }
      lineBytes++;
    }
    return line.toByteArray();
  }

  /** The number of the line that was read last. */
  long number() {
    return number;
  }

  /** Its full size, its end not counted. */
  long lineBytes() {
    return lineBytes;
  }

  boolean tooLong() {
    return lineBytes > maxBytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
