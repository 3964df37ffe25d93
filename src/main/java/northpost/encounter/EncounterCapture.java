package northpost.encounter;

import java.util.Comparator;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.Mode;
import northpost.domain.Outcome;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;

/**
 * What a decision says of its encounter and conveyance: all that is sent on and kept of it.
 *
 * @param conveyanceId null for pedestrians
 * @param occupantsPresent 0 where not counted
 * @param subjectId of the first candidate; null where there is none
 * @param latencyMillis capture to decision
 */
public record EncounterCapture(
    String encounterId,
    String captureId,
    String conveyanceId,
    String portCode,
    String crossingId,
    String laneId,
    Mode mode,
    Zone zone,
    TravellerClass travellerClass,
    int occupantsPresent,
    long capturedMillis,
    Outcome outcome,
    ComparisonKind comparison,
    String subjectId,
    long latencyMillis) {

  /** By time of capture; the captureId makes it total. */
  static final Comparator<EncounterCapture> BY_TIME =
      Comparator.comparingLong(EncounterCapture::capturedMillis)
          .thenComparing(EncounterCapture::captureId);

  /** The best outcome first, of equal ones the earliest capture. */
  static final Comparator<EncounterCapture> BEST_FIRST =
      Comparator.<EncounterCapture>comparingInt(capture -> rank(capture.outcome()))
          .thenComparing(BY_TIME);

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case MATCH -> 0;
      case AMBIGUOUS -> 1;
      case NO_MATCH -> 2;
      case UNAVAILABLE -> 3;
      case UNUSABLE -> 4;
      case OPTED_OUT -> 5;
      case UNKNOWN -> 6;
    };
  }

  public static EncounterCapture of(Decision decision) {
    Capture capture = decision.capture();
    return new EncounterCapture(
        capture.encounterId(),
        capture.captureId(),
        capture.conveyanceId(),
        capture.portCode(),
        capture.crossingId(),
        capture.laneId(),
        capture.mode(),
        capture.zone(),
        capture.travellerClass(),
        capture.occupantsPresent() == null ? 0 : capture.occupantsPresent(),
        capture.capturedAt().toEpochMilli(),
        decision.outcome(),
        decision.comparison(),
        decision.candidates().isEmpty() ? null : decision.candidates().get(0).subjectId(),
        decision.totalLatencyMillis());
  }
}
