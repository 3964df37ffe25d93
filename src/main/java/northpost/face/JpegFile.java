package northpost.face;

import northpost.domain.FailureToAcquire.Cause;

/** Walks the segments of a JPEG file within its bounds. */
final class JpegFile {
  /**
   * Scans of one image. An encoder writes about ten at most; a hostile file of 2 MiB can hold tens
   * of thousands, and each makes the decoder pass over all pixels again.
   */
  static final int MAXIMUM_SCANS = 64;

  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int TEMPORARY = 0x01;
  private static final int STUFFED_BYTE = 0x00;

  private final byte[] bytes;
  private int position = 2;

  JpegFile(byte[] bytes) {
    this.bytes = bytes;
  }

  static boolean isJpeg(byte[] bytes) {
    return bytes.length >= 3
        && (bytes[0] & 0xFF) == 0xFF
        && (bytes[1] & 0xFF) == START_OF_IMAGE
        && (bytes[2] & 0xFF) == 0xFF;
  }

  /** Reads up to the frame header (SOFn). */
  ImageHeader readHeader() throws RefusedImageException {
    while (true) {
      int marker = nextMarker();
      if (isFrameHeader(marker)) {
        int length = segmentLength(marker);
        if (length < 8) {
          throw notRecognised("frame header of " + length + " bytes, expected at least 8");
        }
        int height = unsignedShort(position + 3);
        int width = unsignedShort(position + 5);
        position += length;
        return new ImageHeader(ImageHeader.Type.JPEG, width, height);
      }
      if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
        throw notRecognised("no frame header before marker " + hex(marker) + ", expected SOFn");
      }
      skipSegment(marker);
    }
  }

  /** Goes on from the frame header to the end marker, over every scan. */
  void checkComplete() throws RefusedImageException {
    int scans = 0;
    while (true) {
      int marker = nextMarker();
      if (marker == END_OF_IMAGE) {
        if (scans == 0) {
          throw truncated("ends without a scan");
        }
        return;
      }
      if (isFrameHeader(marker)) {
        throw notRecognised("a second frame header, expected one");
      }
      skipSegment(marker);
      if (marker == START_OF_SCAN) {
        scans++;
        if (scans > MAXIMUM_SCANS) {
          throw new RefusedImageException(
              Cause.IMAGE_TOO_LARGE,
              "JPEG: more than " + MAXIMUM_SCANS + " scans, expected at most " + MAXIMUM_SCANS);
        }
        skipEntropyCodedData();
      }
    }
  }

  /** The code of the next marker; the position is behind it. */
  private int nextMarker() throws RefusedImageException {
    require(2);
    if ((bytes[position] & 0xFF) != 0xFF) {
      throw notRecognised(
          "byte " + hex(bytes[position] & 0xFF) + " at " + position + ", expected a marker (ff)");
    }
    while (position < bytes.length && (bytes[position] & 0xFF) == 0xFF) {
      position++;
    }
    require(1);
    int marker = bytes[position++] & 0xFF;
    if (marker == STUFFED_BYTE) {
      // A decoder passes over it and looks on for the next ff, and would read another file than
      // the one that is checked here.
      throw notRecognised("ff 00 at " + (position - 2) + ", expected a marker");
    }
    return marker;
  }

  private void skipSegment(int marker) throws RefusedImageException {
    if (standsAlone(marker)) {
      return;
    }
    position += segmentLength(marker);
  }

  private int segmentLength(int marker) throws RefusedImageException {
    require(2);
    int length = unsignedShort(position);
    if (length < 2) {
      throw notRecognised(
          "segment " + hex(marker) + " of length " + length + ", expected at least 2");
    }
    require(length);
    return length;
  }

  /** Stops at the first marker that is neither a stuffed byte nor a restart. */
  private void skipEntropyCodedData() throws RefusedImageException {
    while (true) {
      require(2);
      if ((bytes[position] & 0xFF) == 0xFF) {
        int next = bytes[position + 1] & 0xFF;
        if (next == 0xFF) {
          position++;
          continue;
        }
        if (next != 0 && !isRestart(next)) {
          return;
        }
        position += 2;
      } else {
        position++;
      }
    }
  }

  private static boolean isFrameHeader(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xD0 && marker <= 0xD7;
  }

  private static boolean standsAlone(int marker) {
    return isRestart(marker) || marker == TEMPORARY || marker == START_OF_IMAGE;
  }

  private int unsignedShort(int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private void require(int count) throws RefusedImageException {
    if (count > bytes.length - position) {
      throw truncated("ends after " + bytes.length + " bytes");
    }
  }

  private static RefusedImageException truncated(String what) {
    return new RefusedImageException(
        Cause.IMAGE_TRUNCATED, "JPEG: " + what + ", expected data up to the end marker (ff d9)");
  }

  private static RefusedImageException notRecognised(String what) {
    return new RefusedImageException(Cause.IMAGE_NOT_RECOGNISED, "JPEG: got " + what);
  }

  private static String hex(int value) {
    return String.format("%02x", value);
  }
}
