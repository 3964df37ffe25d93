package northpost.domain;

import java.io.Serializable;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * A physical place where travellers cross; belongs to one port.
 *
 * @param crossingId unique over all ports, e.g. {@code champlain}
 * @param latitude degrees north, approximate
 * @param longitude degrees east, approximate
 * @param hours in the order they come into force; empty where they are not known
 * @param lanes at least one
 */
public record Crossing(
    String crossingId,
    String name,
    double latitude,
    double longitude,
    List<OpeningHours> hours,
    List<Lane> lanes)
    implements Serializable {
  public Crossing {
    hours = List.copyOf(hours);
    lanes = List.copyOf(lanes);
  }

  /**
   * Whether it is open at a local time. Where the hours are not known (none are listed, or the time
   * is before the first ones came into force) it counts as open: nothing may be called closed on a
   * guess.
   */
  boolean openAt(ZonedDateTime local) {
    OpeningHours inForce = null;
    for (OpeningHours candidate : hours) {
      if (candidate.holdsOn(local.toLocalDate())) {
        inForce = candidate;
      }
    }
    return inForce == null || inForce.openAt(local);
  }
}
