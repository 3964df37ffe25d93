package northpost.domain;

import java.time.Instant;

/**
 * How long the captures of one window took: of a lane, crossing or port. By the clocks of camera,
 * broker and job, so no two runs give the same.
 *
 * @param scope LANE, CROSSING or PORT
 * @param crossingId null at port scope
 * @param laneId null at port and crossing scope
 * @param end exclusive, as of {@link FunnelWindow}
 * @param version captures counted: rises with each correction of the window
 * @param total capture to decision
 * @param transport capture to arrival
 * @param acquisition arrival to template
 * @param comparison template to decision
 * @param queueAgeMillis how long ago the capture that waited longest had arrived when it was
 *     decided
 * @param change sketches of what is new since the window was last written
 */
public record LatencyWindow(
    String scope,
    String portCode,
    String crossingId,
    String laneId,
    Instant start,
    Instant end,
    long version,
    LatencySummary total,
    LatencySummary transport,
    LatencySummary acquisition,
    LatencySummary comparison,
    long queueAgeMillis,
    LatencySketches change) {}
