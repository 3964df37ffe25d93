package northpost.source;

import java.time.Instant;
import northpost.domain.DeadLetter;
import northpost.domain.Policy;
import northpost.domain.PolicyUpdate;

/**
 * What came of one record of the policies topic or file: a change of the policies, or its
 * rejection. Exactly one is not null.
 */
public record PolicyArrival(PolicyUpdate update, DeadLetter rejection) {
  public static PolicyArrival of(Policy policy) {
    return of(PolicyUpdate.of(policy));
  }

  public static PolicyArrival of(PolicyUpdate update) {
    return new PolicyArrival(update, null);
  }

  public static PolicyArrival rejected(DeadLetter rejection) {
    return new PolicyArrival(null, rejection);
  }

  /** The same, with the time at which the broker took the record where it is a rejection. */
  PolicyArrival receivedAt(Instant received) {
    return rejection == null ? this : rejected(rejection.ofRecordReceivedAt(received));
  }
}
