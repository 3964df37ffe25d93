package northpost.domain;

import java.time.Instant;
import java.util.List;

/**
 * Something an operator should look at, with what was seen against what was expected.
 *
 * @param anomalyId deterministic, the same through its whole life
 * @param kind e.g. {@code replay}
 * @param status OPEN, UPDATED or CLOSED
 * @param version rises with each update
 * @param sentence what was seen against what was expected, in words
 * @param evidence captureIds
 */
public record Anomaly(
    String anomalyId,
    String kind,
    String severity,
    String status,
    long version,
    String portCode,
    String crossingId,
    String laneId,
    Instant start,
    Instant end,
    double observed,
    double expected,
    String sentence,
    List<String> evidence) {}
