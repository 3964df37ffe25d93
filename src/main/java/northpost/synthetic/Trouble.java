package northpost.synthetic;

import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What is wrong with a lane's camera, or with the light before it, while a photo is taken.
 *
 * @param fog 0 for a clear lens, 1 for one that is as good as blind: blur and a pale veil
 * @param darkness 0 for light as it should be, 1 for next to none: dark, and full of noise
 * @param moved whether the traveller moved so much that the photo is of no use
 */
public record Trouble(double fog, double darkness, boolean moved) {
  public static final Trouble NONE = new Trouble(0, 0, false);

  /** Standard deviation at full fog, pixels of the photo. */
  private static final double FOG_BLUR = 4.5;

  /** Share of the veil in every pixel at full fog. */
  private static final double FOG_VEIL = .35;

  /** Grey level of the veil: water drops spread the light of the whole scene. */
  private static final double VEIL = 170;

  /** Standard deviation, pixels of the photo. */
  private static final double MOVED_BLUR = 5;

  /** Share of the light that is lost at full darkness. */
  private static final double LOST_LIGHT = .83;

  /** Standard deviation at full darkness, grey levels. */
  private static final double DARK_NOISE = 13;

  /** Less blur than this is not worth a filter. */
  private static final double LEAST_BLUR = .15;

  public Trouble {
    requireShare("fog", fog);
    requireShare("darkness", darkness);
  }

  private static void requireShare(String what, double got) {
    if (!(got >= 0 && got <= 1)) {
      throw new IllegalArgumentException(what + " of a photo: got " + got + ", expected 0 to 1");
    }
  }

  /** Changes the light that falls on the sensor, in place. */
  void pass(Mat photo) {
    if (darkness > 0) {
      photo.convertTo(photo, -1, 1 - LOST_LIGHT * darkness, 0);
    }
    double fogBlur = FOG_BLUR * fog;
    double blur = Math.sqrt(fogBlur * fogBlur + (moved ? MOVED_BLUR * MOVED_BLUR : 0));
    if (blur > LEAST_BLUR) {
      Imgproc.GaussianBlur(photo, photo, new Size(0, 0), blur);
    }
    if (fog > 0) {
      double veil = FOG_VEIL * fog;
      double light = 1 - LOST_LIGHT * darkness;
      photo.convertTo(photo, -1, 1 - veil, veil * VEIL * light);
    }
  }

  /** Standard deviation of the noise that is added to the sensor's usual one, grey levels. */
  double noise() {
    return DARK_NOISE * darkness;
  }
}
