package northpost.search;

/**
 * The distance that every answer is stated in: squared Euclidean distance in float32, added up in
 * one fixed order. Plain Java, so that it gives the same bits on every machine.
 */
public final class ReferenceDistance {
  /** How many dimensions are added between two looks at the limit. */
  private static final int STRIDE = 32;

  private ReferenceDistance() {}

  /** The squared distance of two vectors of the same length. */
  public static float squared(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "distance of vectors of length "
              + a.length
              + " and "
              + b.length
              + ": expected the same length");
    }
    return squared(a, b, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * The squared distance of a probe and the vector that starts at {@code offset}; or, where it is
   * above the limit, any value above the limit.
   *
   * <p>Four partial sums, dimension i in sum i mod 4, so that additions do not wait for one
   * another. Stopping early is safe: no addend is negative and rounding is monotone, so the rounded
   * total never falls below the rounded total of fewer dimensions.
   */
  public static float squared(float[] probe, float[] vectors, int offset, double limit) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int whole = probe.length & ~3;
    int i = 0;
    while (i < whole) {
      int stop = Math.min(whole, i + STRIDE);
      for (; i < stop; i += 4) {
        float d0 = probe[i] - vectors[offset + i];
        float d1 = probe[i + 1] - vectors[offset + i + 1];
        float d2 = probe[i + 2] - vectors[offset + i + 2];
        float d3 = probe[i + 3] - vectors[offset + i + 3];
        s0 += d0 * d0;
        s1 += d1 * d1;
        s2 += d2 * d2;
        s3 += d3 * d3;
      }
      float soFar = (s0 + s1) + (s2 + s3);
      if (soFar > limit) {
        return soFar;
      }
    }
    for (; i < probe.length; i++) {
      float d = probe[i] - vectors[offset + i];
      s0 += d * d;
    }
    return (s0 + s1) + (s2 + s3);
  }
}
