package northpost.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import northpost.domain.Sha256;

/**
 * A file of the page, read from the jar once.
 *
 * @param tag changes when the bytes change
 */
record Asset(String type, byte[] plain, byte[] zipped, String tag) {
  private static final int TAG_DIGITS = 32;

  /**
   * @param resource path on the class path
   * @throws IllegalStateException when it is not in the jar
   */
  static Asset read(String resource, String type) {
    try (InputStream in = Asset.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "class path: got no " + resource + ", expected it in the jar");
      }
      byte[] plain = in.readAllBytes();
      return new Asset(type, plain, zip(plain), tag(plain));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static byte[] zip(byte[] plain) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    }
    return zipped.toByteArray();
  }

  private static String tag(byte[] plain) {
    return '"' + Sha256.hex(plain).substring(0, TAG_DIGITS) + '"';
  }
}
