package northpost.domain;

import java.time.Instant;

/**
 * Captures of one window by where they ended. The identities {@code presented = optedOut + captured
 * + unusable} and {@code captured = matched + ambiguous + notMatched + unavailable} always hold,
 * where {@code captured} counts the captures of which a usable template was made.
 *
 * @param scope PORT or LANE
 * @param crossingId null at port scope
 * @param laneId null at port scope
 * @param version rises with each correction of the window
 */
public record FunnelWindow(
    String scope,
    String portCode,
    String crossingId,
    String laneId,
    Instant start,
    Instant end,
    long version,
    FunnelCounts counts) {}
