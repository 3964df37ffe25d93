package northpost.search;

/*
 * Why the screen never loses a reference.
 *
 * Let x be a reference, p a probe (float32 vectors of norm 1 +- 2e-3), v = x - p, n the dimension,
 * u = 2^-24 the unit roundoff of float32, g(k) = k u / (1 - k u), and L the limit: x belongs to the
 * answer when the reference distance r of x and p, computed in float32, is <= L.
 *
 * 1. The reference distance. Each of its n addends goes through one subtraction, one product and at
 *    most n additions, so r >= |v|^2 (1 - g(n + 3)) less n times the smallest float (underflow).
 *    r <= L therefore gives |v| <= D := sqrt((L + 1e-38) / (1 - g(n + 3))).
 *
 * 2. The projection. f(x) = (P(x - m), |(I - P^T P)(x - m)| - o), with P the directions as rows, m
 *    the centre, o a constant. |f(x) - f(p)|^2 = |Pv|^2 + (|rest of x| - |rest of p|)^2, and by the
 *    triangle inequality (in the form that Cauchy and Schwarz give it)
 *        <= |Pv|^2 + |(I - P^T P) v|^2 = |v|^2 - (Pv)^T (I - P P^T) (Pv) <= |v|^2 (1 + 2F)
 *    with F = |P P^T - I| (Frobenius) <= 1e-10, which is checked when P is learned. Hence
 *    |f(x) - f(p)| <= |v| (1 + F).
 *
 * 3. The codes. c is the coded point of x and e >= |f(x) - c| the largest such error in its block,
 *    computed for every reference, also for those whose coordinates had to be cut. So
 *        |c - f(p)| <= D (1 + F) + e + s =: R,
 *    where s = 1e-9 covers the rounding of everything computed in double (f(x), f(p), e, R): each is
 *    a sum of at most n products of numbers below 3, so off by less than 10 n 2^-53 < 1e-10 for
 *    n <= 65536.
 *
 * 4. The test. |c - f(p)|^2 = |f(p)|^2 - 2 S with S = c.f(p) - |c|^2 / 2, so x can be in the answer
 *    only if S >= (|f(p)|^2 - R^2) / 2.
 *
 * 5. The kernel. It computes S in float32 from -|c|^2 / 2, rounded to float32, and the products of
 *    codes (exact in float32) with weights (step times coordinate, rounded to float32), over k
 *    columns, in any order, with or without fused operations. Each addend goes through at most k + 3
 *    roundings, and the addends sum up in absolute value to at most |c|^2 / 2 + |c| |f(p)| (Cauchy
 *    and Schwarz). |c| <= |f(x)| + e, and f(x) and f(p) are no longer than |x - m| + |o| <= C := 4.1
 *    (|m| <= 1.002 as a mean of unit vectors, |o| <= 2.01). So the computed S is above the true one
 *    less E := g(k + 4) ((C + e)^2 / 2 + (C + e) |f(p)|) + 1e-30 (underflow).
 *
 * A reference whose computed S is below (|f(p)|^2 - R^2) / 2 - E, rounded down to float32, is not in
 * the answer. All others are compared by the reference distance.
 */

/** How small the kernel's value of a reference in the answer can be. */
final class ScreenBound {
  private static final double UNIT_ROUNDOFF = 0x1p-24;
  private static final double UNDERFLOW_OF_DISTANCE = 1e-38;
  private static final double UNDERFLOW_OF_KERNEL = 1e-30;
  private static final double DOUBLE_ROUNDING = 1e-9;
  private static final double LONGEST_POINT = 4.1;

  private final double distanceShrink;
  private final double kernelRounding;

  ScreenBound(int dimension, int columns) {
    distanceShrink = 1 - gamma(dimension + 3);
    kernelRounding = gamma(columns + 4);
  }

  private static double gamma(int operations) {
    return operations * UNIT_ROUNDOFF / (1 - operations * UNIT_ROUNDOFF);
  }

  /** The distance D of a limit on the reference distance (squared). */
  double reach(double limit) {
    return Math.sqrt((limit + UNDERFLOW_OF_DISTANCE) / distanceShrink);
  }

  /**
   * References with a kernel value below this are not in the answer.
   *
   * @param probeSquaredNorm |f(p)|²
   * @param reach D
   * @param codeError e, the largest of the block
   */
  float cut(double probeSquaredNorm, double reach, double codeError) {
    double radius = reach * (1 + Projection.ORTHONORMAL_WITHIN) + codeError + DOUBLE_ROUNDING;
    double longest = LONGEST_POINT + codeError;
    double rounding =
        kernelRounding * (longest * longest / 2 + longest * Math.sqrt(probeSquaredNorm))
            + UNDERFLOW_OF_KERNEL;
    double least = (probeSquaredNorm - radius * radius) / 2 - rounding - DOUBLE_ROUNDING;
    // Finite, since the value of an empty row is minus infinity and must stay below.
    return Math.max(-Float.MAX_VALUE, Math.nextDown((float) least));
  }
}
