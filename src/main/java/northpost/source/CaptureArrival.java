package northpost.source;

import java.time.Instant;
import northpost.domain.CapturedSample;
import northpost.domain.DeadLetter;

/**
 * What came of one record of a captures topic or file: a valid capture, or its rejection. Exactly
 * one is not null.
 */
public record CaptureArrival(CapturedSample sample, DeadLetter rejection) {
  public static CaptureArrival of(CapturedSample sample) {
    return new CaptureArrival(sample, null);
  }

  public static CaptureArrival rejected(DeadLetter rejection) {
    return new CaptureArrival(null, rejection);
  }

  /** The same, with the time at which the broker took the record where it is a rejection. */
  CaptureArrival receivedAt(Instant received) {
    return rejection == null ? this : rejected(rejection.ofRecordReceivedAt(received));
  }
}
