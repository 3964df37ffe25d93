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
 * @param measuredFmr FMR measured on this gallery's population at the lower of the thresholds; null
 *     where the network's own measurements hold
 * @param measuredFmrPairs non-mated pairs it was measured on; null with measuredFmr
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
    String note,
    Double measuredFmr,
    Long measuredFmrPairs)
    implements Serializable {

  /** A policy without evidence of its own. */
  public Policy(
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
      String note) {
    this(
        policyId,
        version,
        scope,
        scopeId,
        effectiveFrom,
        verificationThreshold,
        identificationThreshold,
        margin,
        quality,
        retentionCitizenMillis,
        retentionOtherMillis,
        optOutAllowed,
        approvers,
        note,
        null,
        null);
  }

  /** The same policy with a measurement on its gallery's population. */
  public Policy measured(double fmr, long pairs) {
    return new Policy(
        policyId,
        version,
        scope,
        scopeId,
        effectiveFrom,
        verificationThreshold,
        identificationThreshold,
        margin,
        quality,
        retentionCitizenMillis,
        retentionOtherMillis,
        optOutAllowed,
        approvers,
        note,
        fmr,
        pairs);
  }

  public double threshold(ComparisonKind kind) {
    return kind == ComparisonKind.VERIFICATION ? verificationThreshold : identificationThreshold;
  }
}
