package northpost.simulation;

import java.time.ZonedDateTime;

/**
 * How traffic changes with the local hour and the month, as a factor around 1.
 *
 * <p>The hours are assumed: no public count by hour was found. They rise from a quiet night to an
 * afternoon peak of a tenth of the day. The season follows a cosine from day to day with its top in
 * the middle of August, as high as the registry says for the port.
 */
final class HourProfile {
  private static final double[] SHARE_OF_DAY = {
    .010, .007, .005, .005, .007, .013, .024, .036, .045, .052, .058, .063, .066, .068, .072, .082,
    .094, .100, .076, .052, .030, .017, .011, .007
  };

  private static final int BUSIEST_DAY = 228;
  private static final double DAYS_PER_YEAR = 365.25;

  private HourProfile() {}

  /**
   * @param peakMonthOverMean of the port
   */
  static double factor(ZonedDateTime local, double peakMonthOverMean) {
    return hour(local) * season(local.getDayOfYear(), peakMonthOverMean);
  }

  /** Between the middles of two hours it goes straight. */
  private static double hour(ZonedDateTime local) {
    double place = local.getHour() + local.getMinute() / 60.0 - .5;
    int before = (int) Math.floor(place);
    double t = place - before;
    double share =
        SHARE_OF_DAY[Math.floorMod(before, 24)] * (1 - t)
            + SHARE_OF_DAY[Math.floorMod(before + 1, 24)] * t;
    return 24 * share;
  }

  private static double season(int dayOfYear, double peakMonthOverMean) {
    double swing = Math.cos(2 * Math.PI * (dayOfYear - BUSIEST_DAY) / DAYS_PER_YEAR);
    return Math.max(0, 1 + (peakMonthOverMean - 1) * swing);
  }
}
