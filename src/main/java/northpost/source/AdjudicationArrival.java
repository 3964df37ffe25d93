package northpost.source;

import java.time.Instant;
import northpost.domain.DeadLetter;
import northpost.domain.ReceivedAdjudication;

/**
 * What came of one record of the adjudications topic or file: what an officer found, or its
 * rejection. Exactly one is not null.
 */
public record AdjudicationArrival(ReceivedAdjudication adjudication, DeadLetter rejection) {
  public static AdjudicationArrival of(ReceivedAdjudication adjudication) {
    return new AdjudicationArrival(adjudication, null);
  }

  public static AdjudicationArrival rejected(DeadLetter rejection) {
    return new AdjudicationArrival(null, rejection);
  }

  /** The same, with the time at which the broker took the record where it is a rejection. */
  AdjudicationArrival receivedAt(Instant received) {
    return rejection == null ? this : rejected(rejection.ofRecordReceivedAt(received));
  }
}
