package northpost.sink.json;

import northpost.domain.Encounter;
import northpost.domain.EncounterUpdate;
import northpost.domain.OfficerFinding;
import northpost.wire.json.JsonLine;

/** What is now known of an encounter, as a line of JSON. */
public final class EncounterJson {
  private static final int CAPTURE_BITS = 20;

  private EncounterJson() {}

  public static String write(EncounterUpdate update) {
    Encounter e = update.now();
    return new JsonLine()
        .put("encounterId", e.encounterId())
        .put("version", version(e))
        .put("conveyanceId", e.conveyanceId())
        .put("portCode", e.portCode())
        .put("crossingId", e.crossingId())
        .put("laneId", e.laneId())
        .put("mode", e.mode())
        .put("zone", e.zone())
        .put("zones", e.zones().stream().map(Enum::name).toList())
        .put("travellerClass", e.travellerClass())
        .put("firstCapturedAt", e.firstCapturedAt())
        .put("lastCapturedAt", e.lastCapturedAt())
        .put("captures", e.captures())
        .put("outcome", e.outcome())
        .put("captureId", e.captureId())
        .put("comparison", e.comparison())
        .put("subjectId", e.subjectId())
        .put("finding", e.finding())
        .put("adjudicatedAt", e.adjudicatedAt())
        .put("decisionLatencyMillis", e.latencyMillis())
        .toString();
  }

  /** Rises with each update: answers only get newer, and captures more. */
  private static long version(Encounter e) {
    long answer =
        e.adjudicatedAt() != null
            ? e.adjudicatedAt().toEpochMilli()
            : e.finding() == OfficerFinding.UNANSWERED ? 1 : 0;
    return (answer << CAPTURE_BITS) + e.captures();
  }
}
