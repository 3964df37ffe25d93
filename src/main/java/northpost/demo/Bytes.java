package northpost.demo;

import java.nio.charset.StandardCharsets;

/** Text as the bytes of a Kafka key. */
final class Bytes {
  private Bytes() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
