package northpost.encounter;

import java.time.Instant;
import northpost.domain.Adjudication;
import northpost.domain.AdjudicationOutcome;
import northpost.domain.ComparisonKind;
import northpost.domain.Mode;
import northpost.domain.Outcome;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.SourcePosition;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;

/** Builds captures and answers for the tests of this package; times are seconds after noon. */
final class Shots {
  static final long NOON = Instant.parse("2025-07-12T16:00:00Z").toEpochMilli();
  static final EncounterSettings SETTINGS = new EncounterSettings(300_000, 24 * 3_600_000L);

  private Shots() {}

  static long at(double seconds) {
    return NOON + (long) (seconds * 1000);
  }

  static EncounterCapture shot(String captureId, double seconds, Outcome outcome) {
    return shot("e-1", captureId, seconds, Zone.PRIMARY, outcome);
  }

  static EncounterCapture shot(
      String encounterId, String captureId, double seconds, Zone zone, Outcome outcome) {
    return new EncounterCapture(
        encounterId,
        captureId,
        null,
        "0712",
        "champlain",
        "lane-1",
        Mode.PEDESTRIAN,
        zone,
        TravellerClass.UNKNOWN,
        0,
        at(seconds),
        outcome,
        ComparisonKind.VERIFICATION,
        outcome == Outcome.MATCH ? "s-1" : null,
        400);
  }

  static EncounterCapture inVehicle(
      String conveyanceId, String encounterId, String captureId, double seconds, int occupants) {
    return new EncounterCapture(
        encounterId,
        captureId,
        conveyanceId,
        "0712",
        "champlain",
        "lane-1",
        Mode.VEHICLE,
        Zone.PRIMARY,
        TravellerClass.UNKNOWN,
        occupants,
        at(seconds),
        Outcome.MATCH,
        ComparisonKind.IDENTIFICATION,
        "s-1",
        400);
  }

  static ReceivedAdjudication answer(double seconds, AdjudicationOutcome outcome) {
    return answer("e-1", seconds, outcome);
  }

  static ReceivedAdjudication answer(
      String encounterId, double seconds, AdjudicationOutcome outcome) {
    return new ReceivedAdjudication(
        new Adjudication(
            encounterId, "c-1", outcome, Instant.ofEpochMilli(at(seconds)), "officer-1"),
        new SourcePosition("adjudications", 0, (long) seconds));
  }
}
