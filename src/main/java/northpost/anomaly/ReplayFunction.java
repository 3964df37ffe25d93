package northpost.anomaly;

import java.time.Duration;
import northpost.domain.Anomaly;
import northpost.domain.Decision;

/**
 * Finds the same image under two captureIds: no camera takes the same bytes twice, so the second is
 * a recording. Keyed by image digest. An image is remembered for {@link #HORIZON} of event time
 * after it was first seen.
 */
public final class ReplayFunction extends PatternWatch {
  private static final long serialVersionUID = 1L;

  public static final String KIND = "replay";
  static final Duration HORIZON = Duration.ofHours(12);

  public ReplayFunction() {
    super(HORIZON, false);
  }

  /** Whether there was an image. */
  @Override
  public boolean concerns(Decision decision) {
    return decision.imageDigest() != null;
  }

  @Override
  public String key(Decision decision) {
    return decision.imageDigest();
  }

  @Override
  Sighting sighting(Decision decision) {
    return Sighting.of(decision.capture());
  }

  @Override
  Pattern plus(Pattern before, Sighting now) {
    return before.keeping(earliest(Sighting.with(before.kept(), now)), now);
  }

  @Override
  Anomaly found(String digest, Pattern seen, Sighting now) {
    if (seen.count() < 2) {
      return null;
    }
    Sighting first = seen.kept().get(0);
    Sighting last = seen.latest();
    return new Anomaly(
        id(digest, first),
        KIND,
        "high",
        null,
        0,
        first.portCode(),
        first.crossingId(),
        first.laneId(),
        first.at(),
        last.at(),
        seen.count(),
        1,
        "The same image came "
            + seen.count()
            + " times, first at lane "
            + first.laneId()
            + " and last at lane "
            + last.laneId()
            + "; expected once.",
        captureIds(seen.kept()));
  }

  /** Names the horizon too: what comes after it is another anomaly. */
  private static String id(String digest, Sighting first) {
    long horizon = first.millis() / HORIZON.toMillis();
    return KIND + "-" + digest.substring(0, Math.min(16, digest.length())) + "-" + horizon;
  }

  @Override
  String closing() {
    return "Closed: what comes 12 hours after the first counts anew.";
  }
}
