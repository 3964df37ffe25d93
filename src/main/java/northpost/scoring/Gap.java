package northpost.scoring;

/**
 * How long nobody comes where nothing is wrong: what the time to find a silence is held against.
 *
 * @param meanSeconds open time over groups of captures
 * @param longestSeconds the longest expected in a month of open hours: the mean times the logarithm
 *     of the gaps in such a month
 */
public record Gap(double meanSeconds, double longestSeconds) {
  private static final double MONTH_SECONDS = 30 * 86_400.0;

  /**
   * Of groups that were counted.
   *
   * @param groups at least one
   * @param openSeconds in which they came
   * @param openShare of a month
   */
  public static Gap of(long groups, double openSeconds, double openShare) {
    double mean = openSeconds / groups;
    double gapsAMonth = MONTH_SECONDS * openShare / mean;
    return new Gap(mean, mean * Math.max(1, Math.log(gapsAMonth)));
  }
}
