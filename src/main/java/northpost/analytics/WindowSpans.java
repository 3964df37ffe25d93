package northpost.analytics;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.Mode;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.domain.Zone;

/**
 * The windows that a moment is in: its minute, quarter and hour (UTC), and its day by the clock of
 * the port, which has 23 or 25 hours when daylight saving begins or ends.
 */
public final class WindowSpans implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long[] LENGTHS = {60_000, 15 * 60_000, 3_600_000};

  private final Map<String, ZoneId> zones = new HashMap<>();

  public WindowSpans(PortRegistry ports) {
    for (Port port : ports.ports()) {
      zones.put(port.code(), port.timeZone());
    }
  }

  /** Adds the windows of a part of a port's traffic to a list, the shortest first. */
  void addTo(List<WindowSlot> slots, String portCode, Instant at, Mode mode, Zone zone) {
    long millis = at.toEpochMilli();
    for (long length : LENGTHS) {
      long start = Math.floorDiv(millis, length) * length;
      slots.add(new WindowSlot(start, start + length, mode, zone));
    }
    ZoneId clock = zones.getOrDefault(portCode, ZoneOffset.UTC);
    LocalDate day = LocalDate.ofInstant(at, clock);
    slots.add(
        new WindowSlot(
            day.atStartOfDay(clock).toInstant().toEpochMilli(),
            day.plusDays(1).atStartOfDay(clock).toInstant().toEpochMilli(),
            mode,
            zone));
  }
}
