package northpost.source;

import northpost.domain.DeadLetter;
import northpost.domain.Policy;

/**
 * What came of one record of the policies topic: a policy, the id of a withdrawn one, or a
 * rejection. Exactly one is not null.
 */
public record PolicyArrival(Policy policy, String withdrawnPolicyId, DeadLetter rejection) {
  public static PolicyArrival of(Policy policy) {
    return new PolicyArrival(policy, null, null);
  }

  public static PolicyArrival withdrawn(String policyId) {
    return new PolicyArrival(null, policyId, null);
  }

  public static PolicyArrival rejected(DeadLetter rejection) {
    return new PolicyArrival(null, null, rejection);
  }
}
