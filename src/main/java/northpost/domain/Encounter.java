package northpost.domain;

import java.time.Instant;
import java.util.List;

/**
 * One traveller at one lane at one time, from all captures of the encounter: closed by an
 * adjudication or by a gap in event time. No seeded probe is one.
 *
 * @param conveyanceId null for pedestrians
 * @param laneId of the capture that decided
 * @param zones in which captures were made, in the order of the first of each
 * @param captures how many
 * @param outcome the best of its captures: MATCH, AMBIGUOUS, NO_MATCH, UNAVAILABLE, UNUSABLE,
 *     OPTED_OUT, in this order
 * @param captureId of the capture that the outcome is of
 * @param comparison null where nothing was compared
 * @param subjectId of the first candidate; null where there is none
 * @param finding what the officer found, or is still to find
 * @param adjudicatedAt null unless an officer answered
 * @param latencyMillis first capture to the decision that the outcome is of
 */
public record Encounter(
    String encounterId,
    String conveyanceId,
    String portCode,
    String crossingId,
    String laneId,
    Mode mode,
    Zone zone,
    List<Zone> zones,
    TravellerClass travellerClass,
    Instant firstCapturedAt,
    Instant lastCapturedAt,
    int captures,
    Outcome outcome,
    String captureId,
    ComparisonKind comparison,
    String subjectId,
    OfficerFinding finding,
    Instant adjudicatedAt,
    long latencyMillis) {}
