package northpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A fault as a scenario orders it.
 *
 * @param place where
 * @param to the crossing that an impossible journey ends at; else null
 * @param from when it may begin
 * @param until when it is over at the latest
 * @param times how often, spread evenly at random; 1 with no {@code lasting} fills the whole time
 * @param lasting how long each time; null to the end of its share of the time
 * @param earliest local time before which none begins; null at any hour
 * @param latest local time after which none begins; null at any hour
 * @param numbers by name of the kind's parameters, complete
 */
record FaultPlan(
    FaultKind kind,
    Place place,
    Place to,
    Instant from,
    Instant until,
    int times,
    Duration lasting,
    LocalTime earliest,
    LocalTime latest,
    Map<String, Double> numbers) {

  /** One time that it happens. */
  record Window(Instant start, Instant end) {
    boolean holds(Instant at) {
      return !at.isBefore(start) && at.isBefore(end);
    }

    /** How much of it has passed, 0 to 1. */
    double progress(Instant at) {
      return (double) Duration.between(start, at).toMillis()
          / Duration.between(start, end).toMillis();
    }
  }

  double number(String name) {
    return numbers.get(name);
  }

  /** The times that it happens, each in an equal part of the whole time. */
  List<Window> windows(ZoneId zone, Chance chance) {
    if (times == 1 && lasting == null && !kind.event()) {
      return List.of(new Window(from, until));
    }
    List<Window> windows = new ArrayList<>();
    long part = Duration.between(from, until).toMillis() / times;
    long length = lasting == null ? 0 : Math.min(part, lasting.toMillis());
    for (int i = 0; i < times; i++) {
      Instant partStart = from.plusMillis(i * part);
      Instant partEnd = partStart.plusMillis(part);
      Instant latestStart = partEnd.minusMillis(length);
      double share = chance.share();
      Instant start =
          partStart.plusMillis(
              (long) (share * Duration.between(partStart, latestStart).toMillis()));
      if (earliest != null) {
        start = atHour(start, partStart, latestStart, zone, chance);
      }
      windows.add(new Window(start, length == 0 ? partEnd : start.plusMillis(length)));
    }
    return windows;
  }

  /** A time of day between the two local times, on the day or the next ones that allow it. */
  private Instant atHour(Instant start, Instant least, Instant most, ZoneId zone, Chance chance) {
    long seconds = Duration.between(earliest, latest).toSeconds();
    LocalTime hour = earliest.plusSeconds((long) (chance.share() * seconds));
    ZonedDateTime day = start.atZone(zone);
    for (int shift : new int[] {0, 1, -1}) {
      Instant at = day.plusDays(shift).with(hour).toInstant();
      if (!at.isBefore(least) && !at.isAfter(most)) {
        return at;
      }
    }
    return start;
  }
}
