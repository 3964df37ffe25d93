package northpost.domain;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * The days of ports by their own clocks: they have 23 or 25 hours when daylight saving begins or
 * ends. A port that the registry does not have goes by UTC.
 */
public final class PortDays implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Clock> clocks = new HashMap<>();

  public PortDays(PortRegistry ports) {
    for (Port port : ports.ports()) {
      clocks.put(port.code(), new Clock(port.timeZone()));
    }
  }

  /**
   * A day, in epoch milliseconds.
   *
   * @param endMillis exclusive
   */
  public record Day(long startMillis, long endMillis) {}

  /** The day that a moment is in. */
  public Day of(String portCode, Instant at) {
    Clock clock = clocks.get(portCode);
    return clock == null ? day(ZoneOffset.UTC, at) : clock.dayOf(at);
  }

  private static Day day(ZoneId zone, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    return new Day(
        day.atStartOfDay(zone).toInstant().toEpochMilli(),
        day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli());
  }

  /** The clock of a port, which mostly is asked for the same day again. */
  private static final class Clock implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ZoneId zone;

    /** Threads may share it: a day never changes, and any is as good as none. */
    private transient Day last;

    Clock(ZoneId zone) {
      this.zone = zone;
    }

    Day dayOf(Instant at) {
      Day day = last;
      long millis = at.toEpochMilli();
      if (day == null || millis < day.startMillis() || millis >= day.endMillis()) {
        day = day(zone, at);
        last = day;
      }
      return day;
    }
  }
}
