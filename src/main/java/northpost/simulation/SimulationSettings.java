package northpost.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * When and how fast.
 *
 * @param start by the clock of the captures
 * @param duration null for traffic without an end
 * @param rate captures a second, on average over the simulation (over its first day when it has no
 *     end); hour of day and season spread them unevenly within
 */
public record SimulationSettings(long seed, Instant start, Duration duration, double rate) {
  public SimulationSettings {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "rate in captures a second: got " + rate + ", expected more than 0");
    }
    if (duration != null && (duration.isNegative() || duration.isZero())) {
      throw new IllegalArgumentException("duration: got " + duration + ", expected more than 0");
    }
  }

  boolean over(Instant instant) {
    return duration != null && !instant.isBefore(start.plus(duration));
  }

  /** Fixes ids and chances: the same seed at another start makes other captures. */
  long runSeed() {
    return Chance.derived(seed, start.toEpochMilli());
  }
}
