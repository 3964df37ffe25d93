package northpost.synthetic;

/**
 * From millimetres at the head to pixels of the drawing: the head's pose, then a pinhole camera.
 */
final class View {
  /** Size of the drawing; the finished picture is half of it each way. */
  static final int WIDTH = 840;

  static final int HEIGHT = 1050;

  /** From the camera to the head's axis, millimetres. */
  private static final double DISTANCE = 1100;

  /** Focal length, pixels of the drawing. */
  private static final double FOCAL_LENGTH = 2100;

  /** The head turns on the neck, this far below the eyes. */
  private static final double PIVOT = 60;

  private final double centreX;
  private final double centreY;
  private final double focalLength;
  private final double[] rotation;

  View(CaptureConditions.Pose pose, CaptureConditions.Camera camera) {
    centreX = WIDTH * .5 + camera.shiftX() * 2;
    centreY = HEIGHT * .5 + camera.shiftY() * 2;
    focalLength = FOCAL_LENGTH * camera.scale();
    rotation = rotation(pose);
  }

  /** Yaw first, then pitch, then roll; row by row. */
  private static double[] rotation(CaptureConditions.Pose pose) {
    double cy = Math.cos(pose.yaw());
    double sy = Math.sin(pose.yaw());
    double cp = Math.cos(pose.pitch());
    double sp = Math.sin(pose.pitch());
    double cr = Math.cos(pose.roll());
    double sr = Math.sin(pose.roll());
    double[] turned = {cy, 0, sy, sp * sy, cp, -sp * cy, -cp * sy, sp, cp * cy};
    double[] r = new double[9];
    for (int i = 0; i < 3; i++) {
      r[i] = cr * turned[i] - sr * turned[3 + i];
      r[3 + i] = sr * turned[i] + cr * turned[3 + i];
      r[6 + i] = turned[6 + i];
    }
    return r;
  }

  /** Millimetres that one pixel covers at the head. */
  double millimetresPerPixel() {
    return DISTANCE / focalLength;
  }

  /** Writes a direction, turned with the head where it turns, to {@code out} at {@code at}. */
  void turnDirection(double x, double y, double z, boolean turns, float[] out, int at) {
    out[at] = (float) (turns ? rotation[0] * x + rotation[1] * y + rotation[2] * z : x);
    out[at + 1] = (float) (turns ? rotation[3] * x + rotation[4] * y + rotation[5] * z : y);
    out[at + 2] = (float) (turns ? rotation[6] * x + rotation[7] * y + rotation[8] * z : z);
  }

  /** Writes column, row (pixels) and height toward the camera (mm) of a point to {@code out}. */
  void project(double x, double y, double z, boolean turns, double[] out, int at) {
    double px = x;
    double py = y;
    double pz = z;
    if (turns) {
      double up = y + PIVOT;
      px = rotation[0] * x + rotation[1] * up + rotation[2] * z;
      py = rotation[3] * x + rotation[4] * up + rotation[5] * z - PIVOT;
      pz = rotation[6] * x + rotation[7] * up + rotation[8] * z;
    }
    out[at] = centreX + focalLength * px / (DISTANCE - pz);
    out[at + 1] = centreY - focalLength * py / (DISTANCE - pz);
    out[at + 2] = pz;
  }
}
