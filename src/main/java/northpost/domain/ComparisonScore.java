package northpost.domain;

/**
 * The comparison score of two unit-length templates: {@code 1 − d/2}, where d is their Euclidean
 * distance (0 to 2). 1 is the same vector, 0 the opposite one; higher is closer.
 */
public final class ComparisonScore {
  private ComparisonScore() {}

  /** The score of a Euclidean distance between unit vectors, clamped to 0 to 1. */
  public static double fromDistance(double distance) {
    return Math.max(0, Math.min(1, 1 - distance / 2));
  }

  /** The Euclidean distance of a score. */
  public static double toDistance(double score) {
    return 2 * (1 - score);
  }

  /** The Euclidean distance of two vectors of the same length. */
  public static double distance(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "vectors of length " + a.length + " and " + b.length + ": expected the same length");
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double d = (double) a[i] - b[i];
      sum += d * d;
    }
    return Math.sqrt(sum);
  }

  public static double of(float[] a, float[] b) {
    return fromDistance(distance(a, b));
  }
}
