package northpost.domain;

import java.time.Instant;

/**
 * The live error rates of a lane or port in one window of time, from seeded probes.
 *
 * @param scope LANE or PORT
 * @param crossingId null for PORT
 * @param laneId null for PORT
 * @param comparison which comparison the probes asked for: 1:1 and 1:N are never added up
 * @param version probes counted: a fuller count outranks one before it
 */
public record ErrorRateWindow(
    String scope,
    String portCode,
    String crossingId,
    String laneId,
    ComparisonKind comparison,
    Instant start,
    Instant end,
    long version,
    ErrorCounts counts) {}
