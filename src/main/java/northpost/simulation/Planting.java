package northpost.simulation;

import java.time.Instant;
import java.util.List;
import northpost.domain.Capture;
import northpost.scoring.PlantedAnomaly;

/** What is to be found of a fault. */
final class Planting {
  private Planting() {}

  /** Of a fault that touches all captures of its place for a time. */
  static PlantedAnomaly of(FaultPlan plan, FaultPlan.Window window, String id) {
    return planted(plan, plan.place(), window.start(), window.end(), id, List.of());
  }

  /** Of a fault that is about these captures, in the order of their time. */
  static PlantedAnomaly of(FaultPlan plan, List<Capture> captures, String id) {
    Capture first = captures.get(0);
    Place place = new Place(first.portCode(), first.crossingId(), first.laneId(), null);
    return planted(
        plan,
        place,
        first.capturedAt(),
        captures.get(captures.size() - 1).capturedAt(),
        id,
        captures.stream().map(Capture::captureId).toList());
  }

  private static PlantedAnomaly planted(
      FaultPlan plan, Place place, Instant start, Instant end, String id, List<String> captures) {
    boolean expected = plan.kind() != FaultKind.IMPOSTOR || plan.number("known") > 0;
    return new PlantedAnomaly(
        id,
        expected ? plan.kind().anomaly() : PlantedAnomaly.NONE,
        plan.kind().faultName(),
        plan.kind().accepts(),
        place.portCode(),
        place.crossingId(),
        place.laneId(),
        place.cameraId(),
        start,
        end,
        captures);
  }
}
