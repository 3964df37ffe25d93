package northpost.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import northpost.domain.CapturedSample;

/**
 * The captures of one part of a {@link SimulatedYear} in the order of their time, from any split
 * on. An hour is drawn when the one before it is over; those who came at the end of an hour may
 * still be captured in the next, never later.
 */
final class YearCaptures {
  private final SimulatedYear year;
  private final int part;
  private final Queue<CapturedSample> ready = new ArrayDeque<>();
  private List<CapturedSample> carried = List.of();
  private int hour;
  private int taken;

  YearCaptures(SimulatedYear year, YearSplit from) {
    this.year = year;
    part = from.part();
    hour = from.hour();
    if (hour > 0) {
      carried = later(YearHour.of(year, part, hour - 1), hour);
    }
    fill();
    for (int i = 0; i < from.taken(); i++) {
      next();
    }
  }

  /** Null at the end. */
  CapturedSample peek() {
    return ready.peek();
  }

  /** Null at the end. */
  CapturedSample next() {
    CapturedSample next = ready.poll();
    if (next != null) {
      taken++;
      if (ready.isEmpty() && hour < year.hours()) {
        hour++;
        fill();
      }
    }
    return next;
  }

  YearSplit position() {
    return new YearSplit(part, hour, taken);
  }

  /** Goes on to the next hour in which there is a capture. */
  private void fill() {
    taken = 0;
    while (hour < year.hours()) {
      List<CapturedSample> drawn = YearHour.of(year, part, hour);
      List<CapturedSample> now = new ArrayList<>(carried);
      carried = later(drawn, hour + 1);
      now.addAll(drawn.subList(0, drawn.size() - carried.size()));
      now.sort(YearHour.BY_TIME);
      if (!now.isEmpty()) {
        ready.addAll(now);
        return;
      }
      hour++;
    }
  }

  /** Those of a later hour. */
  private List<CapturedSample> later(List<CapturedSample> drawn, int nextHour) {
    return List.copyOf(
        drawn.subList(
            (int)
                drawn.stream()
                    .takeWhile(s -> s.capture().capturedAt().isBefore(year.hour(nextHour)))
                    .count(),
            drawn.size()));
  }
}
