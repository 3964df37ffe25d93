package northpost.face;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import northpost.domain.FailureToAcquire.Cause;

/** Walks the chunks of a PNG file within its bounds. */
final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int CHUNK_FRAME = 12;
  private static final int HEADER_LENGTH = 13;

  private final byte[] bytes;

  PngFile(byte[] bytes) {
    this.bytes = bytes;
  }

  static boolean isPng(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /** Reads the IHDR chunk, which must be the first. */
  ImageHeader readHeader() throws RefusedImageException {
    int start = SIGNATURE.length;
    if (bytes.length < start + CHUNK_FRAME + HEADER_LENGTH) {
      throw truncated("ends after " + bytes.length + " bytes, expected an IHDR chunk");
    }
    if (!type(start).equals("IHDR") || length(start) != HEADER_LENGTH) {
      throw new RefusedImageException(
          Cause.IMAGE_NOT_RECOGNISED,
          "PNG: got first chunk "
              + type(start)
              + " of "
              + length(start)
              + " bytes, expected IHDR of "
              + HEADER_LENGTH);
    }
    return new ImageHeader(
        ImageHeader.Type.PNG,
        (int) Math.min(Integer.MAX_VALUE, unsignedInt(start + 8)),
        (int) Math.min(Integer.MAX_VALUE, unsignedInt(start + 12)));
  }

  /** Every chunk lies within the file with the right checksum, up to IEND. */
  void checkComplete() throws RefusedImageException {
    int position = SIGNATURE.length;
    boolean data = false;
    while (true) {
      if (bytes.length - position < CHUNK_FRAME) {
        throw truncated("ends after " + bytes.length + " bytes, expected an IEND chunk");
      }
      long length = length(position);
      if (length > bytes.length - position - CHUNK_FRAME) {
        throw truncated(
            "chunk at "
                + position
                + " claims "
                + length
                + " bytes, expected at most the "
                + (bytes.length - position - CHUNK_FRAME)
                + " that are left");
      }
      checkSum(position, (int) length);
      String type = type(position);
      if (type.equals("IEND")) {
        if (!data) {
          throw truncated("ends without an IDAT chunk");
        }
        return;
      }
      data |= type.equals("IDAT");
      position += CHUNK_FRAME + (int) length;
    }
  }

  private void checkSum(int position, int length) throws RefusedImageException {
    CRC32 crc = new CRC32();
    crc.update(bytes, position + 4, 4 + length);
    long expected = unsignedInt(position + 8 + length);
    if (crc.getValue() != expected) {
      throw truncated(
          String.format(
              "chunk at %d has checksum %08x, expected %08x", position, crc.getValue(), expected));
    }
  }

  private long length(int chunk) {
    return unsignedInt(chunk);
  }

  private String type(int chunk) {
    return new String(bytes, chunk + 4, 4, StandardCharsets.ISO_8859_1);
  }

  private long unsignedInt(int at) {
    return (bytes[at] & 0xFFL) << 24
        | (bytes[at + 1] & 0xFFL) << 16
        | (bytes[at + 2] & 0xFFL) << 8
        | (bytes[at + 3] & 0xFFL);
  }

  private static RefusedImageException truncated(String what) {
    return new RefusedImageException(Cause.IMAGE_TRUNCATED, "PNG: " + what);
  }
}
