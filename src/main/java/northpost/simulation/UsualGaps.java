package northpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import northpost.domain.Capture;
import northpost.domain.PortRegistry;
import northpost.scoring.Gap;
import northpost.scoring.PlantedAnomaly;

/**
 * Counts how often groups of captures come in the learning days, when nothing is wrong yet: a group
 * begins with a minute that has captures after one that has none.
 */
final class UsualGaps {
  private static final long MINUTE = 60_000;

  private final PortRegistry registry;
  private final Instant from;
  private final Instant to;
  private final Map<String, Set<Long>> minutes = new HashMap<>();
  private final Map<String, Capture> places = new HashMap<>();

  /**
   * @param to when the learning days end
   */
  UsualGaps(PortRegistry registry, Instant from, Instant to) {
    this.registry = registry;
    this.from = from;
    this.to = to;
  }

  void add(Capture capture) {
    if (!capture.capturedAt().isBefore(from) && capture.capturedAt().isBefore(to)) {
      minutes
          .computeIfAbsent(capture.cameraId(), id -> new HashSet<>())
          .add(minute(capture.capturedAt()));
      places.putIfAbsent(capture.cameraId(), capture);
    }
  }

  private static long minute(Instant instant) {
    return Math.floorDiv(instant.toEpochMilli(), MINUTE);
  }

  /** Of the cameras where it is planted, taken together; null where none took anything. */
  Gap where(PlantedAnomaly planted) {
    Place place =
        new Place(planted.portCode(), planted.crossingId(), planted.laneId(), planted.cameraId());
    Set<Long> active = new HashSet<>();
    Set<String> crossings = new HashSet<>();
    places.forEach(
        (camera, capture) -> {
          if (place.holds(capture)) {
            active.addAll(minutes.get(camera));
            crossings.add(capture.crossingId());
          }
        });
    if (active.isEmpty()) {
      return null;
    }
    long groups = active.stream().filter(m -> !active.contains(m - 1)).count();
    long open = openMinutes(new ArrayList<>(crossings));
    double all = Duration.between(from, to).toMinutes();
    return Gap.of(groups, open * 60.0, open / all);
  }

  private long openMinutes(List<String> crossings) {
    long open = 0;
    for (long m = minute(from); m < minute(to); m++) {
      Instant at = Instant.ofEpochMilli(m * MINUTE);
      open += crossings.stream().anyMatch(id -> registry.isOpen(id, at)) ? 1 : 0;
    }
    return open;
  }
}
