package northpost.domain;

/**
 * A share with what it rests on: never shown without n and interval.
 *
 * @param lower Wilson 95 % bound; 0 when the denominator is 0
 * @param upper Wilson 95 % bound; 1 when the denominator is 0
 */
public record Rate(long numerator, long denominator, double rate, double lower, double upper) {
  private static final double Z = 1.959963984540054;

  /** The rate with its Wilson score interval. */
  public static Rate of(long numerator, long denominator) {
    if (numerator < 0 || numerator > denominator) {
      throw new IllegalArgumentException(
          "rate " + numerator + "/" + denominator + ": expected 0 <= numerator <= denominator");
    }
    if (denominator == 0) {
      return new Rate(0, 0, 0, 0, 1);
    }
    double n = denominator;
    double p = numerator / n;
    double centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
    return new Rate(
        numerator, denominator, p, Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
