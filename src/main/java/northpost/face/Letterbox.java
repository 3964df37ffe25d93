package northpost.face;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Fits an image into a square, its aspect kept, the rest black.
 *
 * <p>Sizes are whole pixels, so the scale back differs a little by axis.
 */
final class Letterbox {
  private final int size;
  private final int width;
  private final int height;
  private final double originalWidth;
  private final double originalHeight;

  Letterbox(double originalWidth, double originalHeight, int size) {
    double scale = size / Math.max(originalWidth, originalHeight);
    this.size = size;
    this.originalWidth = originalWidth;
    this.originalHeight = originalHeight;
    this.width = (int) Math.max(1, Math.round(originalWidth * scale));
    this.height = (int) Math.max(1, Math.round(originalHeight * scale));
  }

  /** The image in the upper left of the square. */
  Mat atUpperLeft(Mat image, int interpolation, MatScope scope) {
    return fit(image, 0, 0, interpolation, scope);
  }

  /** The image in the middle of the square. */
  Mat centred(Mat image, int interpolation, MatScope scope) {
    return fit(image, (size - width) / 2, (size - height) / 2, interpolation, scope);
  }

  /** The whole square's width in pixels of the original image. */
  double squareWidth() {
    return size * originalWidth / width;
  }

  /** The whole square's height in pixels of the original image. */
  double squareHeight() {
    return size * originalHeight / height;
  }

  private Mat fit(Mat image, int left, int top, int interpolation, MatScope scope) {
    Mat resized = scope.mat();
    boolean shrinks = size < Math.max(originalWidth, originalHeight);
    Imgproc.resize(
        image,
        resized,
        new Size(width, height),
        0,
        0,
        shrinks ? interpolation : Imgproc.INTER_LINEAR);
    Mat square = scope.mat();
    Core.copyMakeBorder(
        resized,
        square,
        top,
        size - height - top,
        left,
        size - width - left,
        Core.BORDER_CONSTANT,
        new Scalar(0, 0, 0));
    return square;
  }
}
