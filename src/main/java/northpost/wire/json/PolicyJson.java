package northpost.wire.json;

import java.util.List;
import java.util.concurrent.TimeUnit;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.PolicyUpdate;
import northpost.domain.QualityLimits;
import northpost.wire.WireException;

/** Policies as lines of JSON. */
public final class PolicyJson {
  private static final List<String> FIELDS =
      List.of(
          "policyId",
          "version",
          "scope",
          "scopeId",
          "effectiveFrom",
          "verificationThreshold",
          "identificationThreshold",
          "margin",
          "minimumInterEyeDistance",
          "minimumSharpness",
          "maximumHeadPoseYaw",
          "minimumExposure",
          "maximumExposure",
          "retentionCitizenMillis",
          "retentionOtherMillis",
          "optOutAllowed",
          "approvers",
          "note",
          "measuredFmr",
          "measuredFmrPairs",
          "withdrawn");

  private PolicyJson() {}

  public static String write(Policy p) {
    return new JsonLine()
        .put("policyId", p.policyId())
        .put("version", Integer.valueOf(p.version()))
        .put("scope", p.scope())
        .put("scopeId", p.scopeId())
        .put("effectiveFrom", p.effectiveFrom())
        .put("verificationThreshold", p.verificationThreshold())
        .put("identificationThreshold", p.identificationThreshold())
        .put("margin", p.margin())
        .put("minimumInterEyeDistance", p.quality().minimumInterEyeDistance())
        .put("minimumSharpness", p.quality().minimumSharpness())
        .put("maximumHeadPoseYaw", p.quality().maximumHeadPoseYaw())
        .put("minimumExposure", p.quality().minimumExposure())
        .put("maximumExposure", p.quality().maximumExposure())
        .put("retentionCitizenMillis", p.retentionCitizenMillis())
        .put("retentionOtherMillis", p.retentionOtherMillis())
        .put("optOutAllowed", p.optOutAllowed())
        .put("approvers", p.approvers())
        .put("note", p.note())
        .put("measuredFmr", p.measuredFmr())
        .put("measuredFmrPairs", p.measuredFmrPairs())
        .toString();
  }

  /** The line that withdraws all versions of a policy. */
  public static String writeWithdrawn(String policyId) {
    return new JsonLine().put("policyId", policyId).put("withdrawn", true).toString();
  }

  /**
   * The policy, or which one is withdrawn: one version where the line has one, else all. Defaults
   * are those of the schema.
   *
   * @throws WireException when the line cannot be read or a number is missing
   */
  public static PolicyUpdate read(String line) throws WireException {
    JsonRecord r = JsonRecord.parse(line, "policyId", FIELDS);
    String policyId = r.text("policyId");
    if (r.flag("withdrawn", false)) {
      if (policyId == null) {
        throw r.missing("policyId");
      }
      return r.has("version")
          ? PolicyUpdate.withdraw(policyId, r.requiredInteger("version"))
          : PolicyUpdate.withdraw(policyId);
    }
    QualityLimits quality =
        new QualityLimits(
            r.number("minimumInterEyeDistance", 0),
            r.number("minimumSharpness", 0),
            r.number("maximumHeadPoseYaw", 90),
            r.number("minimumExposure", 0),
            r.number("maximumExposure", 255));
    Policy policy =
        new Policy(
            policyId,
            r.requiredInteger("version"),
            r.constant("scope", PolicyScope.class, null),
            r.text("scopeId"),
            r.instant("effectiveFrom"),
            r.requiredNumber("verificationThreshold"),
            r.requiredNumber("identificationThreshold"),
            r.requiredNumber("margin"),
            quality,
            r.longInteger("retentionCitizenMillis", TimeUnit.HOURS.toMillis(12)),
            r.longInteger("retentionOtherMillis", TimeUnit.DAYS.toMillis(14)),
            r.flag("optOutAllowed", true),
            r.texts("approvers"),
            r.text("note"),
            r.optionalNumber("measuredFmr"),
            r.optionalLongInteger("measuredFmrPairs"));
    return PolicyUpdate.of(policy);
  }
}
