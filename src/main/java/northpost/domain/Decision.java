package northpost.domain;

import java.time.Instant;
import java.util.List;

/**
 * The answer to one capture: an aid to the officer, never the sole basis of an action.
 *
 * @param reason reason code, see {@code DecisionReason}
 * @param reasonDetail which measure failed, or what was missing; null where the code says all
 * @param candidates at or above the threshold, best first, one per subject, bounded
 * @param threshold null where nothing was compared
 * @param margin null where nothing was compared
 * @param modelId null where no template was made
 * @param transportLatencyMillis capture to arrival; below 0 where the camera's clock is ahead
 * @param acquisitionLatencyMillis arrival to template
 * @param comparisonLatencyMillis template to decision
 * @param totalLatencyMillis capture to decision
 */
public record Decision(
    Capture capture,
    Outcome outcome,
    String reason,
    String reasonDetail,
    ComparisonKind comparison,
    List<Candidate> candidates,
    Double threshold,
    Double margin,
    String policyId,
    int policyVersion,
    String modelId,
    List<QualityMeasure> quality,
    String imageDigest,
    Instant decidedAt,
    long transportLatencyMillis,
    long acquisitionLatencyMillis,
    long comparisonLatencyMillis,
    long totalLatencyMillis) {}
