package northpost.synthetic;

/**
 * What a point of a surface does with light, while it is being painted: reused from point to point,
 * since a picture has hundreds of thousands.
 */
final class Surface {
  double red;
  double green;
  double blue;

  /** Strength of the mirror-like reflection. */
  double shine;

  /** 0 to 1: how far the point is lit evenly, as the wet ball of the eye is. */
  double evenlyLit;

  void reset(Colour colour) {
    red = colour.red();
    green = colour.green();
    blue = colour.blue();
    shine = 0;
    evenlyLit = 0;
  }

  void toward(double r, double g, double b, double share) {
    if (share <= 0) {
      return;
    }
    double k = Math.min(1, share);
    red += (r - red) * k;
    green += (g - green) * k;
    blue += (b - blue) * k;
  }

  void toward(Colour colour, double share) {
    toward(colour.red(), colour.green(), colour.blue(), share);
  }

  void scale(double factor) {
    red *= factor;
    green *= factor;
    blue *= factor;
  }
}
