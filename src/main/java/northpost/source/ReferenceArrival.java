package northpost.source;

import java.time.Instant;
import northpost.domain.DeadLetter;
import northpost.domain.ReferenceUpdate;

/**
 * What came of one record of the references topic or file: a change of the gallery, or its
 * rejection. Exactly one is not null.
 */
public record ReferenceArrival(ReferenceUpdate update, DeadLetter rejection) {
  public static ReferenceArrival of(ReferenceUpdate update) {
    return new ReferenceArrival(update, null);
  }

  public static ReferenceArrival rejected(DeadLetter rejection) {
    return new ReferenceArrival(null, rejection);
  }

  /** The same, with the time at which the broker took the record where it is a rejection. */
  ReferenceArrival receivedAt(Instant received) {
    return rejection == null ? this : rejected(rejection.ofRecordReceivedAt(received));
  }
}
