package northpost.synthetic;

/** The few curves that all shapes and paints are made of. */
final class Curves {
  /** Beyond this exponent a bump is less than 1/20000 and counts as nothing. */
  private static final double NEGLIGIBLE = 10;

  private Curves() {}

  static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }

  static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  /** 0 at {@code from}, 1 at {@code to}, smooth between; {@code from} may be the larger. */
  static double smoothStep(double from, double to, double x) {
    double t = clamp((x - from) / (to - from), 0, 1);
    return t * t * (3 - 2 * t);
  }

  /** A Gaussian bump of height 1 around 0. */
  static double bump(double x, double width) {
    double exponent = x * x / (2 * width * width);
    return exponent > NEGLIGIBLE ? 0 : Math.exp(-exponent);
  }

  /** A Gaussian bump of height 1 around the origin, with a width each way. */
  static double bump(double x, double y, double widthX, double widthY) {
    double exponent = x * x / (2 * widthX * widthX) + y * y / (2 * widthY * widthY);
    return exponent > NEGLIGIBLE ? 0 : Math.exp(-exponent);
  }
}
