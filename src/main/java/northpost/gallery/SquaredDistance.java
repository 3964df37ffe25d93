package northpost.gallery;

/** The comparison itself: squared Euclidean distance of two vectors in float32. */
final class SquaredDistance {
  private SquaredDistance() {}

  /** Four partial sums, so that the additions do not wait for one another. */
  static float between(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "templates of length " + a.length + " and " + b.length + ": expected the same length");
    }
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      float d0 = a[i] - b[i];
      float d1 = a[i + 1] - b[i + 1];
      float d2 = a[i + 2] - b[i + 2];
      float d3 = a[i + 3] - b[i + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < a.length; i++) {
      float d = a[i] - b[i];
      s0 += d * d;
    }
    return (s0 + s1) + (s2 + s3);
  }
}
