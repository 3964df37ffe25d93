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

  private final Map<String, ZoneId> clocks = new HashMap<>();

  public PortDays(PortRegistry ports) {
    for (Port port : ports.ports()) {
      clocks.put(port.code(), port.timeZone());
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
    ZoneId clock = clocks.getOrDefault(portCode, ZoneOffset.UTC);
    LocalDate day = LocalDate.ofInstant(at, clock);
    return new Day(
        day.atStartOfDay(clock).toInstant().toEpochMilli(),
        day.plusDays(1).atStartOfDay(clock).toInstant().toEpochMilli());
  }
}
