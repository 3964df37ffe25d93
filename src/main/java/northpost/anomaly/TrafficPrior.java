package northpost.anomaly;

import java.time.ZonedDateTime;
import northpost.domain.Mode;
import northpost.domain.Port;

/**
 * The captures that the registry alone makes one expect: a port's people a year, spread over the
 * months by its peak, over the hours by a day of travel that nobody measured here, and over its
 * cameras by mode. What is learned soon outweighs it.
 */
final class TrafficPrior {
  private static final double MINUTES_PER_YEAR = 365.25 * 24 * 60;
  private static final int BUSIEST_MONTH = 8;

  private TrafficPrior() {}

  /** People of the port a minute, by month and hour. */
  static double peoplePerMinute(Port port, ZonedDateTime local) {
    double year = (local.getDayOfYear() - 15) / 365.25;
    double swing = Math.cos(2 * Math.PI * (year - (BUSIEST_MONTH - 1) / 12.0));
    double month = Math.max(.02, 1 + (port.peakMonthOverMean() - 1) * swing);
    return Math.max(1, port.peoplePerYear()) / MINUTES_PER_YEAR * month * hour(local);
  }

  /** A quiet night, a broad day with its top at four in the afternoon; 1 on average. */
  private static double hour(ZonedDateTime local) {
    double place = local.getHour() + local.getMinute() / 60.0;
    double wave = (1 + Math.cos(2 * Math.PI * (place - 15.5) / 24)) / 2;
    return .15 + 1.7 * wave;
  }

  /** How much of a lane's share is of a mode, roughly; the level of a camera is learned. */
  static double weight(Mode mode) {
    return switch (mode) {
      case VEHICLE -> .87;
      case BUS -> .11;
      case FERRY -> .5;
      case TRAIN -> .014;
      default -> .013;
    };
  }

  /** Captures that come together: variance over mean of counts, until it is learned. */
  static double dispersion(Mode mode) {
    return switch (mode) {
      case VEHICLE -> 4;
      case BUS -> 40;
      case TRAIN -> 80;
      case FERRY -> 15;
      default -> 1.5;
    };
  }
}
