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
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    double norm = Math.sqrt(sum);
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
}
