package northpost.search;

/** What may be searched and searched for: vectors of the index's length and of norm 1. */
final class UnitVectors {
  /**
   * Networks scale in float32, so a norm is 1 to about 1e-6. A little more than what is let in
   * where references arrive (a thousandth), so that nothing that was let in is refused here.
   */
  static final double NORM_TOLERANCE = 2e-3;

  private UnitVectors() {}

  /**
   * Passes a vector that may be used.
   *
   * @param what names the vector in the message, such as "reference in slot 7"
   * @throws IllegalArgumentException for another length, NaN, infinity, or a norm that is not 1
   */
  static void check(float[] vector, int dimension, String what) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          what + ": expected a vector of length " + dimension + ", got " + vector.length);
    }
    double norm = Math.sqrt(squaredNorm(vector));
    if (Math.abs(norm - 1) <= NORM_TOLERANCE) {
      return;
    }
    for (int i = 0; i < dimension; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException(
            what + ": expected finite values, got " + vector[i] + " in dimension " + i);
      }
    }
    throw new IllegalArgumentException(
        what + ": expected Euclidean norm 1 within " + NORM_TOLERANCE + ", got " + norm);
  }

  /** In four sums, which do not wait for one another. */
  private static double squaredNorm(float[] vector) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < vector.length; i += 4) {
      s0 += (double) vector[i] * vector[i];
      s1 += (double) vector[i + 1] * vector[i + 1];
      s2 += (double) vector[i + 2] * vector[i + 2];
      s3 += (double) vector[i + 3] * vector[i + 3];
    }
    for (; i < vector.length; i++) {
      s0 += (double) vector[i] * vector[i];
    }
    return s0 + s1 + s2 + s3;
  }
}
