package northpost.synthetic;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Makes a rendered photo look taken a moment later: framing, exposure, sensor noise and compression
 * change a little, the face does not. Costs a few milliseconds, where a rendering costs hundreds.
 */
public final class CameraVariation {
  private static final double SCALE = .015;
  private static final double SHIFT_PIXELS = 5;
  private static final double EXPOSURE = .08;
  private static final double LEAST_NOISE = .3;
  private static final double MOST_NOISE = 1.5;
  private static final double LEAST_QUALITY = 80;
  private static final double MOST_QUALITY = 94;

  private CameraVariation() {}

  /** The same photo and seed give the same bytes. */
  public static byte[] of(byte[] jpeg, long seed) {
    return of(jpeg, seed, Trouble.NONE);
  }

  /** As seen through trouble. The same photo, seed and trouble give the same bytes. */
  public static byte[] of(byte[] jpeg, long seed, Trouble trouble) {
    NativeImages.load();
    SeededDraw draw = new SeededDraw(seed);
    double scale = 1 + draw.uniform(-SCALE, SCALE);
    double shiftX = draw.uniform(-SHIFT_PIXELS, SHIFT_PIXELS);
    double shiftY = draw.uniform(-SHIFT_PIXELS, SHIFT_PIXELS);
    double gain = 1 + draw.uniform(-EXPOSURE, EXPOSURE);
    double noise = draw.uniform(LEAST_NOISE, MOST_NOISE);
    int quality = (int) draw.uniform(LEAST_QUALITY, MOST_QUALITY);

    Mat photo = Jpeg.decode(jpeg);
    Mat move = new Mat(2, 3, CvType.CV_64F);
    Mat moved = new Mat();
    try {
      double keptX = photo.cols() * .5 * (1 - scale) + shiftX;
      double keptY = photo.rows() * .5 * (1 - scale) + shiftY;
      move.put(0, 0, scale, 0, keptX, 0, scale, keptY);
      Imgproc.warpAffine(
          photo,
          moved,
          move,
          new Size(photo.cols(), photo.rows()),
          Imgproc.INTER_LINEAR,
          Core.BORDER_REPLICATE,
          new Scalar(0, 0, 0));
      moved.convertTo(moved, -1, gain, 0);
      trouble.pass(moved);
      byte[] pixels = new byte[moved.rows() * moved.cols() * 3];
      moved.get(0, 0, pixels);
      new SensorNoise(seed).addTo(pixels, noise + trouble.noise());
      moved.put(0, 0, pixels);
      return Jpeg.encode(moved, quality);
    } finally {
      photo.release();
      move.release();
      moved.release();
    }
  }
}
