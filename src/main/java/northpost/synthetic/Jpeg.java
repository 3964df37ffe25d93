package northpost.synthetic;

import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** JPEG bytes to pixels and back, through OpenCV. */
final class Jpeg {
  private Jpeg() {}

  /**
   * @param image blue, green, red
   * @param quality 0 to 100
   */
  static byte[] encode(Mat image, int quality) {
    MatOfByte bytes = new MatOfByte();
    MatOfInt parameters = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    try {
      if (!Imgcodecs.imencode(".jpg", image, bytes, parameters)) {
        throw new IllegalStateException(
            "OpenCV could not write a JPEG of " + image.cols() + "x" + image.rows() + " pixels");
      }
      return bytes.toArray();
    } finally {
      bytes.release();
      parameters.release();
    }
  }

  /** Blue, green, red; the caller releases it. */
  static Mat decode(byte[] jpeg) {
    MatOfByte bytes = new MatOfByte(jpeg);
    try {
      Mat image = Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR);
      if (image.empty()) {
        throw new IllegalArgumentException("expected a JPEG, got " + jpeg.length + " other bytes");
      }
      return image;
    } finally {
      bytes.release();
    }
  }
}
