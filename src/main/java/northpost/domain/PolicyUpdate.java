package northpost.domain;

/**
 * A change of the policies: exactly one of policy and withdrawnPolicyId is set.
 *
 * @param policy a new policy or version
 * @param withdrawnPolicyId this policy ends, or one version of it
 * @param withdrawnVersion the version that ends; null ends all of them
 */
public record PolicyUpdate(Policy policy, String withdrawnPolicyId, Integer withdrawnVersion) {
  /** The end of all versions, or a policy. */
  public PolicyUpdate(Policy policy, String withdrawnPolicyId) {
    this(policy, withdrawnPolicyId, null);
  }

  public static PolicyUpdate of(Policy policy) {
    return new PolicyUpdate(policy, null, null);
  }

  /** The end of all versions. */
  public static PolicyUpdate withdraw(String policyId) {
    return new PolicyUpdate(null, policyId, null);
  }

  /** The end of one version: the one before it, if it is in force, holds again. */
  public static PolicyUpdate withdraw(String policyId, int version) {
    return new PolicyUpdate(null, policyId, version);
  }

  /** Whether this ends the policy given. */
  public boolean withdraws(Policy other) {
    return other.policyId().equals(withdrawnPolicyId)
        && (withdrawnVersion == null || withdrawnVersion == other.version());
  }
}
