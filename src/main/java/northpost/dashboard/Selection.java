package northpost.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader of a dashboard looks at: a time range, and what is chosen in the controls.
 *
 * @param from inclusive
 * @param to exclusive
 * @param zone whose days and hours the buckets of time follow
 * @param values of the fields of controls; a field without values is not restricted
 */
public record Selection(Instant from, Instant to, ZoneId zone, Map<String, List<String>> values) {
  private static final String PORT = "northpost.port.code";
  private static final String MODE = "northpost.mode";

  public Selection {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "time range: got from " + from + " to " + to + ", expected the later one as its end");
    }
    values = Map.copyOf(values);
  }

  /** All ports and modes; days and hours in UTC. */
  public static Selection between(Instant from, Instant to) {
    return new Selection(from, to, ZoneId.of("UTC"), Map.of());
  }

  /** The last hours, days, … up to now. */
  public static Selection last(Duration length, Instant now) {
    return between(now.minus(length), now);
  }

  /** Only these values of a control's field; all where the list is empty. */
  public Selection with(String field, List<String> chosen) {
    Map<String, List<String>> all = new HashMap<>(values);
    all.put(field, List.copyOf(chosen));
    return new Selection(from, to, zone, all);
  }

  /** Only these ports, by code. */
  public Selection withPorts(List<String> codes) {
    return with(PORT, codes);
  }

  /** Only these modes, e.g. {@code VEHICLE}. */
  public Selection withModes(List<String> modes) {
    return with(MODE, modes);
  }

  public Selection withZone(ZoneId newZone) {
    return new Selection(from, to, newZone, values);
  }
}
