package northpost.synthetic;

import static northpost.synthetic.Curves.smoothStep;

/** Where little light comes: in hollows, and behind what stands between a point and the lamp. */
final class Occlusion {
  /** The depth that the wall counts as when hollows are looked for, millimetres. */
  private static final float WALL = -40;

  private static final int NARROW = 11;
  private static final int WIDE = 35;

  private static final int SHADOW_STEPS = 18;
  private static final double FIRST_STEP = 3.2;
  private static final double STEP_GROWTH = 1.06;

  /** What stands out more than this is not between the point and the lamp but far in front. */
  private static final double FAR_IN_FRONT = 60;

  private final GeometryBuffer buffer;
  private final float[] narrowMean;
  private final float[] wideMean;
  private final double stepX;
  private final double stepY;
  private final double stepZ;

  /**
   * @param light unit vector toward the lamp
   */
  Occlusion(GeometryBuffer buffer, double[] light, double millimetresPerPixel) {
    this.buffer = buffer;
    stepX = light[0] / millimetresPerPixel;
    stepY = -light[1] / millimetresPerPixel;
    stepZ = light[2];
    float[] depth = buffer.depth.clone();
    for (int i = 0; i < depth.length; i++) {
      if (!buffer.drawn(i)) {
        depth[i] = WALL;
      }
    }
    narrowMean = BoxBlur.of(depth, View.WIDTH, View.HEIGHT, NARROW);
    wideMean = BoxBlur.of(depth, View.WIDTH, View.HEIGHT, WIDE);
  }

  /** The share of the light from everywhere that reaches a pixel's point: 0.35 to 1. */
  double openness(int pixel) {
    double depth = buffer.depth[pixel];
    double hollow =
        Math.max(0, narrowMean[pixel] - depth) * .07 + Math.max(0, wideMean[pixel] - depth) * .018;
    return Math.max(.35, 1 - hollow);
  }

  /**
   * The share of the lamp's light that reaches a pixel's point: walks toward it over the depths.
   */
  double lit(int pixel) {
    double lit = 1;
    double x = pixel % View.WIDTH;
    double y = pixel / View.WIDTH;
    double z = buffer.depth[pixel] + 1.2;
    double step = FIRST_STEP;
    for (int k = 0; k < SHADOW_STEPS; k++) {
      x += stepX * step;
      y += stepY * step;
      z += stepZ * step;
      if (x < 0 || y < 0 || x >= View.WIDTH || y >= View.HEIGHT) {
        break;
      }
      int passed = (int) y * View.WIDTH + (int) x;
      if (buffer.drawn(passed)) {
        double above = buffer.depth[passed] - z;
        if (above > 0 && above < FAR_IN_FRONT) {
          lit = Math.min(lit, 1 - .85 * smoothStep(0, 5, above));
        }
      }
      step *= STEP_GROWTH;
    }
    return lit;
  }
}
