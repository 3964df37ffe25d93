package northpost.domain;

/**
 * Count, sum and sum of squares of a measure: mean and spread of any union of samples by adding up.
 */
public record Moments(long n, double sum, double sumOfSquares) {
  public static final Moments NONE = new Moments(0, 0, 0);

  public static Moments of(double value) {
    return new Moments(1, value, value * value);
  }

  public Moments plus(Moments o) {
    return new Moments(n + o.n, sum + o.sum, sumOfSquares + o.sumOfSquares);
  }

  /** The mean; 0 of nothing. */
  public double mean() {
    return n == 0 ? 0 : sum / n;
  }

  /** The unbiased variance; 0 of less than two. */
  public double variance() {
    return n < 2 ? 0 : Math.max(0, (sumOfSquares - sum * sum / n) / (n - 1));
  }
}
