package northpost.synthetic;

/** A colour in linear light, each part 0 to about 1. */
record Colour(double red, double green, double blue) {
  /** The exponent between what a screen is given and the light it sends. */
  static final double GAMMA = 2.2;

  /** From what a screen is given, each part 0 to 255. */
  static Colour ofDisplay(double red, double green, double blue) {
    return new Colour(linear(red), linear(green), linear(blue));
  }

  Colour times(double redFactor, double greenFactor, double blueFactor) {
    return new Colour(red * redFactor, green * greenFactor, blue * blueFactor);
  }

  Colour times(double factor) {
    return times(factor, factor, factor);
  }

  Colour toward(Colour other, double share) {
    return new Colour(
        Curves.mix(red, other.red, share),
        Curves.mix(green, other.green, share),
        Curves.mix(blue, other.blue, share));
  }

  private static double linear(double display) {
    return Math.pow(Math.max(0, display) / 255, GAMMA);
  }
}
