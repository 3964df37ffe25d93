package northpost.analytics;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import northpost.domain.Mode;
import northpost.domain.PortDays;
import northpost.domain.PortRegistry;
import northpost.domain.Zone;

/**
 * The windows that a moment is in: its minute, quarter and hour (UTC), and its day by the clock of
 * the port, which has 23 or 25 hours when daylight saving begins or ends.
 */
public final class WindowSpans implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long[] LENGTHS = {60_000, 15 * 60_000, 3_600_000};

  private final PortDays days;

  public WindowSpans(PortRegistry ports) {
    days = new PortDays(ports);
  }

  /** Adds the windows of a part of a port's traffic to a list, the shortest first. */
  void addTo(List<WindowSlot> slots, String portCode, Instant at, Mode mode, Zone zone) {
    long millis = at.toEpochMilli();
    for (long length : LENGTHS) {
      long start = Math.floorDiv(millis, length) * length;
      slots.add(new WindowSlot(start, start + length, mode, zone));
    }
    PortDays.Day day = days.of(portCode, at);
    slots.add(new WindowSlot(day.startMillis(), day.endMillis(), mode, zone));
  }
}
