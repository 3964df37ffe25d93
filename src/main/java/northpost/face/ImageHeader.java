package northpost.face;

import northpost.domain.FailureToAcquire.Cause;

/**
 * What an image says of itself, read without decoding a pixel.
 *
 * @param width pixels, before any EXIF orientation
 * @param height pixels, before any EXIF orientation
 */
public record ImageHeader(Type type, int width, int height) {
  /** The types that are accepted. */
  public enum Type {
    JPEG,
    PNG
  }

  /**
   * Reads the header and walks the file to its end.
   *
   * @throws RefusedImageException when the bytes are no image, claim more than the limits allow, or
   *     end early; the size is judged before the end is looked for
   */
  public static ImageHeader read(byte[] image, ImageLimits limits) throws RefusedImageException {
    if (image == null || image.length == 0) {
      throw new RefusedImageException(
          Cause.IMAGE_EMPTY, "image: got 0 bytes, expected a JPEG or PNG");
    }
    if (image.length > limits.maximumBytes()) {
      throw new RefusedImageException(
          Cause.IMAGE_TOO_LARGE,
          "image: got " + image.length + " bytes, expected at most " + limits.maximumBytes());
    }
    if (JpegFile.isJpeg(image)) {
      JpegFile jpeg = new JpegFile(image);
      ImageHeader header = jpeg.readHeader();
      header.checkSize(limits);
      jpeg.checkComplete();
      return header;
    }
    if (PngFile.isPng(image)) {
      PngFile png = new PngFile(image);
      ImageHeader header = png.readHeader();
      header.checkSize(limits);
      png.checkComplete();
      return header;
    }
    throw new RefusedImageException(
        Cause.IMAGE_NOT_RECOGNISED,
        "image: got "
            + image.length
            + " bytes that begin with "
            + firstBytes(image)
            + ", expected a JPEG (ff d8 ff) or PNG (89 50 4e 47)");
  }

  private void checkSize(ImageLimits limits) throws RefusedImageException {
    if (width <= 0 || height <= 0) {
      throw new RefusedImageException(
          Cause.IMAGE_NOT_RECOGNISED,
          type + ": got " + width + " x " + height + " pixels, expected both above 0");
    }
    if (width > limits.maximumSide() || height > limits.maximumSide()) {
      throw new RefusedImageException(
          Cause.IMAGE_TOO_LARGE,
          type
              + ": claims "
              + width
              + " x "
              + height
              + " pixels, expected at most "
              + limits.maximumSide()
              + " a side");
    }
    long pixels = (long) width * height;
    if (pixels > limits.maximumPixels()) {
      throw new RefusedImageException(
          Cause.IMAGE_TOO_LARGE,
          type + ": claims " + pixels + " pixels, expected at most " + limits.maximumPixels());
    }
  }

  private static String firstBytes(byte[] image) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(4, image.length); i++) {
      text.append(i == 0 ? "" : " ").append(String.format("%02x", image[i]));
    }
    return text.toString();
  }
}
