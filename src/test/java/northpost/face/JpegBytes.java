package northpost.face;

import java.io.ByteArrayOutputStream;

/** Writes JPEG files marker by marker, sound or not. */
final class JpegBytes {
  private static final int BASELINE_FRAME = 0xC0;
  private static final int START_OF_SCAN = 0xDA;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static JpegBytes start() {
    return new JpegBytes().bytes(0xFF, 0xD8);
  }

  JpegBytes bytes(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  JpegBytes segment(int marker, int... payload) {
    int length = payload.length + 2;
    return bytes(0xFF, marker, length >> 8, length & 0xFF).bytes(payload);
  }

  JpegBytes frame(int width, int height) {
    return segment(
        BASELINE_FRAME,
        8,
        height >> 8,
        height & 0xFF,
        width >> 8,
        width & 0xFF,
        3,
        1,
        0x22,
        0,
        2,
        0x11,
        1,
        3,
        0x11,
        1);
  }

  /** A scan header and a few bytes that no decoder can use. */
  JpegBytes scan() {
    return segment(START_OF_SCAN, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0).bytes(0x12, 0x34);
  }

  byte[] end() {
    return bytes(0xFF, 0xD9).toByteArray();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
