package northpost.source;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import northpost.domain.Adjudication;
import northpost.domain.AdjudicationOutcome;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.RejectionReason;

/**
 * Decides whether an adjudication is valid: its ids, a known outcome, and a time that has been.
 *
 * @param maxClockSkew how far an officer's clock may be ahead of the broker's
 */
public record AdjudicationValidation(Duration maxClockSkew) implements Serializable {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /**
   * The adjudication as valid, or its rejection.
   *
   * @param receivedAt when the broker took it (for a file: now)
   * @param contentBytes size of the record it came in
   * @param now time of a rejection
   */
  public AdjudicationArrival validate(
      ReceivedAdjudication received, Instant receivedAt, long contentBytes, Instant now) {
    Adjudication a = received.adjudication();
    FieldCheck check =
        new FieldCheck()
            .id("encounterId", a.encounterId())
            .id("captureId", a.captureId())
            .id("officer", a.officer())
            .required("outcome", a.outcome())
            .required("adjudicatedAt", a.adjudicatedAt())
            .that(
                a.outcome() != AdjudicationOutcome.UNKNOWN,
                RejectionReason.INVALID_FIELD,
                "outcome",
                a.outcome(),
                "SAME_PERSON, DIFFERENT_PERSON or INCONCLUSIVE");
    if (!check.failed()) {
      check
          .that(
              !a.adjudicatedAt().isBefore(EARLIEST),
              RejectionReason.INVALID_FIELD,
              "adjudicatedAt",
              a.adjudicatedAt(),
              "a time from " + EARLIEST + " on")
          .that(
              !a.adjudicatedAt().isAfter(receivedAt.plus(maxClockSkew)),
              RejectionReason.ADJUDICATED_IN_FUTURE,
              "adjudicatedAt",
              a.adjudicatedAt(),
              "at most " + maxClockSkew.toSeconds() + " s after " + receivedAt);
    }
    return check.failed()
        ? AdjudicationArrival.rejected(
            Rejections.invalid(
                check.reason(),
                check.message(),
                received.position(),
                a.encounterId(),
                null,
                contentBytes,
                now))
        : AdjudicationArrival.of(received);
  }
}
