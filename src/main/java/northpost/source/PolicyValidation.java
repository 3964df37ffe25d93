package northpost.source;

import java.io.Serializable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import northpost.domain.DeadLetter;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.PortRegistry;
import northpost.domain.QualityLimits;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;

/**
 * Decides whether a policy may come into force: approved by two people, all values in range, and no
 * threshold below what was measured within the limit.
 */
public final class PolicyValidation implements Serializable {
  private static final long serialVersionUID = 1;

  private final PortRegistry ports;
  private final FmrLimit fmrLimit;

  public PolicyValidation(PortRegistry ports, FmrLimit fmrLimit) {
    this.ports = ports;
    this.fmrLimit = fmrLimit;
  }

  /**
   * The policy as valid, or its rejection (POLICY_REFUSED).
   *
   * @param contentBytes size of the record it came in
   * @param now time of a rejection
   */
  public PolicyArrival validate(
      Policy policy, SourcePosition position, long contentBytes, Instant now) {
    FieldCheck check = check(policy);
    if (check.failed()) {
      String port = policy.scope() == PolicyScope.PORT ? policy.scopeId() : null;
      DeadLetter refused =
          Rejections.invalid(
              RejectionReason.POLICY_REFUSED,
              check.message(),
              position,
              policy.policyId(),
              port,
              contentBytes,
              now);
      return PolicyArrival.rejected(refused);
    }
    return PolicyArrival.of(policy);
  }

  private FieldCheck check(Policy p) {
    FieldCheck check =
        new FieldCheck()
            .id("policyId", p.policyId())
            .required("scope", p.scope())
            .required("effectiveFrom", p.effectiveFrom())
            .that(
                p.version() >= 1,
                RejectionReason.POLICY_REFUSED,
                "version",
                p.version(),
                "1 or more");
    share(check, "verificationThreshold", p.verificationThreshold());
    share(check, "identificationThreshold", p.identificationThreshold());
    share(check, "margin", p.margin());
    checkQuality(check, p.quality());
    positive(check, "retentionCitizenMillis", p.retentionCitizenMillis());
    positive(check, "retentionOtherMillis", p.retentionOtherMillis());
    checkApprovers(check, p.approvers());
    if (!check.failed()) {
      checkScope(check, p);
      checkEvidence(check, p);
    }
    if (!check.failed()) {
      fmrLimit.refusal(p).ifPresent(why -> check.fault(RejectionReason.POLICY_REFUSED, why));
    }
    return check;
  }

  private static void checkQuality(FieldCheck check, QualityLimits q) {
    range(check, "minimumInterEyeDistance", q.minimumInterEyeDistance(), 10_000);
    range(check, "minimumSharpness", q.minimumSharpness(), 100);
    range(check, "maximumHeadPoseYaw", q.maximumHeadPoseYaw(), 180);
    range(check, "minimumExposure", q.minimumExposure(), 255);
    range(check, "maximumExposure", q.maximumExposure(), 255);
    check.that(
        q.minimumExposure() <= q.maximumExposure(),
        RejectionReason.POLICY_REFUSED,
        "minimumExposure",
        q.minimumExposure(),
        "at most maximumExposure, " + q.maximumExposure());
  }

  private static void checkApprovers(FieldCheck check, List<String> approvers) {
    Set<String> people = new HashSet<>();
    for (int i = 0; i < approvers.size(); i++) {
      check.required("approvers[" + i + "]", approvers.get(i));
      people.add(approvers.get(i));
    }
    check.that(
        people.size() >= 2,
        RejectionReason.POLICY_REFUSED,
        "approvers",
        approvers,
        "two different people");
  }

  private void checkScope(FieldCheck check, Policy p) {
    String id = p.scopeId();
    if (p.scope() == PolicyScope.SYSTEM) {
      check.that(
          id == null, RejectionReason.POLICY_REFUSED, "scopeId", id, "none with scope SYSTEM");
      return;
    }
    check.id("scopeId", id);
    if (check.failed()) {
      return;
    }
    boolean known =
        switch (p.scope()) {
          case PORT -> ports.port(id).isPresent();
          case CROSSING -> ports.crossing(id).isPresent();
          case LANE -> ports.lane(id).isPresent();
          // Galleries come and go; any id will do.
          case GALLERY, SYSTEM -> true;
        };
    check.that(known, RejectionReason.POLICY_REFUSED, "scopeId", id, "a known " + p.scope());
  }

  /** A gallery has a population of its own; a place has none, and takes the network's figures. */
  private static void checkEvidence(FieldCheck check, Policy p) {
    if (p.measuredFmr() == null && p.measuredFmrPairs() == null) {
      return;
    }
    check.that(
        p.scope() == PolicyScope.GALLERY,
        RejectionReason.POLICY_REFUSED,
        "measuredFmr",
        p.measuredFmr() + " with scope " + p.scope(),
        "none but with scope GALLERY");
    check
        .required("measuredFmr", p.measuredFmr())
        .required("measuredFmrPairs", p.measuredFmrPairs());
    if (!check.failed()) {
      share(check, "measuredFmr", p.measuredFmr());
      positive(check, "measuredFmrPairs", p.measuredFmrPairs());
    }
  }

  private static void share(FieldCheck check, String field, double value) {
    range(check, field, value, 1);
  }

  private static void range(FieldCheck check, String field, double value, double max) {
    check.that(
        value >= 0 && value <= max, RejectionReason.POLICY_REFUSED, field, value, "0 to " + max);
  }

  private static void positive(FieldCheck check, String field, long value) {
    check.that(value > 0, RejectionReason.POLICY_REFUSED, field, value, "more than 0");
  }
}
