package northpost.analytics;

import java.time.Instant;
import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.testing.Captures;

/** Builds decisions for tests. */
public final class Decisions {
  private Decisions() {}

  public static Decision decision(
      String captureId, Instant capturedAt, Outcome outcome, String digest) {
    return decision(Captures.capture(captureId).at(capturedAt).build(), outcome, digest, List.of());
  }

  public static Decision decision(
      Capture capture, Outcome outcome, String digest, List<Candidate> candidates) {
    Instant capturedAt = capture.capturedAt();
    return new Decision(
        capture,
        outcome,
        "REASON",
        null,
        capture.galleryId() == null ? ComparisonKind.VERIFICATION : ComparisonKind.IDENTIFICATION,
        candidates,
        0.8,
        0.05,
        "system-default",
        1,
        Captures.MODEL,
        List.of(),
        digest,
        capturedAt.plusMillis(100),
        10,
        30,
        60,
        100);
  }
}
