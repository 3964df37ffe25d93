package northpost.domain;

/**
 * A change of the policies: exactly one of the two is set.
 *
 * @param policy a new policy or version
 * @param withdrawnPolicyId all versions of this policy end
 */
public record PolicyUpdate(Policy policy, String withdrawnPolicyId) {}
