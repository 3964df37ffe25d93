package northpost.domain;

import java.time.Instant;

/**
 * The captures that one camera took of one mode in one minute (by the camera's clock), with no
 * seeded probe among them. Written when event time passes the minute's end, and again in full, with
 * a higher version, when late captures come: the higher version replaces the lower one.
 *
 * @param version captures counted
 * @param matchScores comparison scores of the first candidate where the outcome is MATCH
 * @param sharpness of the captures where it could be assessed
 * @param interEyeDistance pixels, of the captures where it could be assessed
 * @param transportMillis capture to arrival, -1 h to 1 h (beyond counts as that); a camera whose
 *     clock is ahead makes it negative
 * @param overBudget decisions that came later than 2 s after the capture arrived
 * @param latencies capture to decision, ms: the bytes of a {@code LatencySketch}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of each would cost
public record CameraMinute(
    String portCode,
    String crossingId,
    String laneId,
    String cameraId,
    Mode mode,
    Zone zone,
    Instant start,
    long version,
    FunnelCounts counts,
    Moments matchScores,
    Moments sharpness,
    Moments interEyeDistance,
    Moments transportMillis,
    long overBudget,
    byte[] latencies) {}
