package northpost.wire;

import java.util.ArrayList;
import northpost.domain.Policy;
import northpost.domain.QualityLimits;

/** Policies to and from {@link PolicyRecord}. */
public final class PolicyCodec {
  private static final SingleObject<PolicyRecord> WIRE = SingleObject.of(PolicyRecord.class);

  private PolicyCodec() {}

  public static byte[] encode(Policy p) {
    PolicyRecord r = new PolicyRecord();
    r.setPolicyId(p.policyId());
    r.setVersion(p.version());
    r.setScope(EnumNames.to(PolicyScope.class, p.scope()));
    r.setScopeId(p.scopeId());
    r.setEffectiveFrom(p.effectiveFrom());
    r.setVerificationThreshold(p.verificationThreshold());
    r.setIdentificationThreshold(p.identificationThreshold());
    r.setMargin(p.margin());
    r.setMinimumInterEyeDistance(p.quality().minimumInterEyeDistance());
    r.setMinimumSharpness(p.quality().minimumSharpness());
    r.setMaximumHeadPoseYaw(p.quality().maximumHeadPoseYaw());
    r.setMinimumExposure(p.quality().minimumExposure());
    r.setMaximumExposure(p.quality().maximumExposure());
    r.setRetentionCitizenMillis(p.retentionCitizenMillis());
    r.setRetentionOtherMillis(p.retentionOtherMillis());
    r.setOptOutAllowed(p.optOutAllowed());
    r.setApprovers(p.approvers());
    r.setNote(p.note());
    r.setMeasuredFmr(p.measuredFmr());
    r.setMeasuredFmrPairs(p.measuredFmrPairs());
    return WIRE.encode(r);
  }

  /**
   * The policy of a message.
   *
   * @throws WireException when the message cannot be read
   */
  public static Policy decode(byte[] message) throws WireException {
    PolicyRecord r = WIRE.decode(message);
    return new Policy(
        r.getPolicyId(),
        r.getVersion(),
        EnumNames.to(northpost.domain.PolicyScope.class, r.getScope()),
        r.getScopeId(),
        r.getEffectiveFrom(),
        r.getVerificationThreshold(),
        r.getIdentificationThreshold(),
        r.getMargin(),
        new QualityLimits(
            r.getMinimumInterEyeDistance(),
            r.getMinimumSharpness(),
            r.getMaximumHeadPoseYaw(),
            r.getMinimumExposure(),
            r.getMaximumExposure()),
        r.getRetentionCitizenMillis(),
        r.getRetentionOtherMillis(),
        r.getOptOutAllowed(),
        new ArrayList<>(r.getApprovers()),
        r.getNote(),
        r.getMeasuredFmr(),
        r.getMeasuredFmrPairs());
  }
}
