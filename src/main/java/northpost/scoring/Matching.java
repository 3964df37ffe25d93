package northpost.scoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;

/**
 * Whether a reported anomaly is the report of a planted one.
 *
 * <p>It is when its kind is that of the planted one or one that the same cause may be found as; and
 * when the two overlap in time, within a tolerance, and it was not reported before the planted one
 * began; and when they are about the same captures, or, where one of them names none, one's place
 * contains the other's.
 *
 * @param tolerance how far the reported time may lie beside the planted one: windows begin at full
 *     hours, and what is late is found late
 */
public record Matching(Duration tolerance) {
  public static final Duration USUAL_TOLERANCE = Duration.ofHours(1);

  boolean explains(PlantedAnomaly planted, ReportedAnomaly reported) {
    return planted.explains(reported.kind())
        && overlap(planted, reported)
        && !reported.detectedAt().isBefore(planted.start().minus(tolerance))
        && about(planted, reported);
  }

  /** Whether the reported one is about something that is no anomaly, such as a closed lane. */
  boolean mistakes(PlantedAnomaly harmless, ReportedAnomaly reported) {
    return !harmless.expected() && overlap(harmless, reported) && about(harmless, reported);
  }

  private boolean overlap(PlantedAnomaly planted, ReportedAnomaly reported) {
    Instant end = reported.end() == null ? Instant.MAX : reported.end();
    return !reported.start().isAfter(planted.end().plus(tolerance))
        && !end.isBefore(planted.start().minus(tolerance));
  }

  private static boolean about(PlantedAnomaly planted, ReportedAnomaly reported) {
    if (!planted.captureIds().isEmpty() && !reported.evidence().isEmpty()) {
      return !Collections.disjoint(planted.captureIds(), reported.evidence());
    }
    return agree(planted.portCode(), reported.portCode())
        && agree(planted.crossingId(), reported.crossingId())
        && agree(planted.laneId(), reported.laneId())
        && agree(planted.cameraId(), reported.cameraId());
  }

  /** A place that is not named contains all. */
  private static boolean agree(String planted, String reported) {
    return planted == null || reported == null || planted.equals(reported);
  }
}
