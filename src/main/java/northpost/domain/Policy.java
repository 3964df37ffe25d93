package northpost.domain;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What counts as a match, where and from when.
 *
 * @param scopeId the port, crossing, lane or gallery; null for SYSTEM
 * @param verificationThreshold least comparison score of a 1:1 match
 * @param identificationThreshold least comparison score of a 1:N match
 * @param margin least difference of score to the next subject
 * @param quality what a face must have to be compared
 * @param approvers two different people
 * @param note the measured FMR the thresholds stand for, and on what data
 */
public record Policy(
    String policyId,
    int version,
    PolicyScope scope,
    String scopeId,
    Instant effectiveFrom,
    double verificationThreshold,
    double identificationThreshold,
    double margin,
    QualityLimits quality,
    long retentionCitizenMillis,
    long retentionOtherMillis,
    boolean optOutAllowed,
    List<String> approvers,
    String note)
    implements Serializable {

  public double threshold(ComparisonKind kind) {
    return kind == ComparisonKind.VERIFICATION ? verificationThreshold : identificationThreshold;
  }
}
