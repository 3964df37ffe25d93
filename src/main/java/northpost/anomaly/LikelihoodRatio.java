package northpost.anomaly;

/**
 * Logarithms of likelihood ratios of "changed" to "as ever". Of each the mean of its exponential is
 * at most 1 while all is as ever: a sum that starts anew at 0 whenever it would fall below (CUSUM)
 * then passes h on average after no less than e^h steps (Lorden).
 */
final class LikelihoodRatio {
  private LikelihoodRatio() {}

  /**
   * Of a count that came in groups.
   *
   * @param expected more than 0
   * @param ratio of the changed mean to the expected one
   * @param dispersion variance over mean
   */
  static double ofCount(double observed, double expected, double ratio, double dispersion) {
    return (observed * Math.log(ratio) - expected * (ratio - 1)) / dispersion;
  }

  /**
   * Of k of n.
   *
   * @param dispersion variance over that of independent trials
   */
  static double ofShare(double k, double n, double usual, double changed, double dispersion) {
    return (k * Math.log(changed / usual) + (n - k) * Math.log((1 - changed) / (1 - usual)))
        / dispersion;
  }

  /**
   * Of a sum of n values whose mean may have moved.
   *
   * @param shift of the mean, with its sign
   * @param variance of one value, more than 0
   */
  static double ofMean(double n, double sum, double mean, double shift, double variance) {
    return shift * (sum - n * mean - n * shift / 2) / variance;
  }

  /** A share with its odds multiplied. */
  static double withOdds(double share, double factor) {
    double odds = share / (1 - share) * factor;
    return odds / (1 + odds);
  }
}
