package northpost.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The Latin-1 strings that were read last, so that a port, a lane or a model is one string and not
 * one for each record. Of bounded size, whatever is read.
 */
final class KnownStrings {
  private static final int SLOT_BITS = 8;
  private static final int SLOTS = 1 << SLOT_BITS;
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

  /** Of the first and the last eight bytes: ids mostly differ there, and all would cost more. */
  private static int slot(byte[] bytes, int start, int length) {
    long hash = length;
    if (length >= Long.BYTES) {
      hash += (long) RecordOutput.LONG.get(bytes, start) * 31;
      hash += (long) RecordOutput.LONG.get(bytes, start + length - Long.BYTES);
    } else {
      for (int i = start; i < start + length; i++) {
        hash = hash * 31 + bytes[i];
      }
    }
    // The best mixed bits of a product with an odd constant are the highest.
    return (int) (hash * 0x9E3779B97F4A7C15L >>> Long.SIZE - SLOT_BITS);
  }
}
