package northpost.scoring;

import java.time.Duration;
import java.time.Instant;

/**
 * How much traffic could have raised false alarms.
 *
 * @param from event time; what starts before is learning and is not scored
 * @param to event time
 * @param ports in the traffic
 * @param lanes in the traffic
 */
public record Exposure(Instant from, Instant to, int ports, int lanes) {
  private static final double WEEK_HOURS = 7 * 24;
  private static final double MONTH_HOURS = 365.25 / 12 * 24;

  public double laneWeeks() {
    return lanes * hours() / WEEK_HOURS;
  }

  public double portMonths() {
    return ports * hours() / MONTH_HOURS;
  }

  private double hours() {
    return Duration.between(from, to).toSeconds() / 3600.0;
  }
}
