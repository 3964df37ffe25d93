package northpost.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The Latin-1 strings that were read last, so that a port, a lane or a model is one string and not
 * one for each record. Of bounded size, whatever is read.
 */
final class KnownStrings {
  private static final int SLOTS = 256;
  private static final int LONGEST = 128;

  private final byte[][] keys = new byte[SLOTS][];
  private final String[] strings = new String[SLOTS];

  /** The string of these bytes. */
  String of(byte[] bytes, int start, int length) {
    if (length == 0) {
      return "";
    }
    if (length > LONGEST) {
      return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }
    int slot = slot(bytes, start, length);
    byte[] key = keys[slot];
    if (key == null || !Arrays.equals(key, 0, key.length, bytes, start, start + length)) {
      keys[slot] = Arrays.copyOfRange(bytes, start, start + length);
      strings[slot] = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }
    return strings[slot];
  }

  /** Of both ends and the middle: ids mostly differ there, and reading all would cost more. */
  private static int slot(byte[] bytes, int start, int length) {
    int hash = length;
    for (int i = 0; i < Math.min(length, 6); i++) {
      hash = hash * 31 + bytes[start + i];
      hash = hash * 31 + bytes[start + length - 1 - i];
    }
    hash = hash * 31 + bytes[start + length / 2];
    return (hash ^ hash >>> 8 ^ hash >>> 16) & SLOTS - 1;
  }
}
