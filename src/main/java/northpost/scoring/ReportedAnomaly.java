package northpost.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An anomaly as {@code run} writes it, as far as it is scored.
 *
 * @param portCode null where it is about all of them; so crossing, lane and camera
 * @param end null while it is open
 * @param detectedAt event time at which it was first reported; its start where it does not say
 * @param evidence captureIds
 */
public record ReportedAnomaly(
    String anomalyId,
    String kind,
    String portCode,
    String crossingId,
    String laneId,
    String cameraId,
    Instant start,
    Instant end,
    Instant detectedAt,
    String sentence,
    List<String> evidence) {

  public ReportedAnomaly {
    evidence = List.copyOf(evidence);
  }

  /**
   * The anomalies of a file of JSON lines; of several versions of one, the last.
   *
   * @throws IllegalArgumentException naming file, line, field, got and expected
   */
  public static List<ReportedAnomaly> read(Path file) throws IOException {
    Map<String, ReportedAnomaly> anomalies = new LinkedHashMap<>();
    for (ScoredLine line : ScoredLine.of(file)) {
      ReportedAnomaly read = anomaly(line);
      anomalies.put(read.anomalyId, read);
    }
    return List.copyOf(anomalies.values());
  }

  private static ReportedAnomaly anomaly(ScoredLine line) {
    Instant start = line.instant("start");
    Instant detectedAt = line.optionalInstant("detectedAt");
    return new ReportedAnomaly(
        line.text("anomalyId"),
        line.text("kind"),
        line.optionalText("portCode"),
        line.optionalText("crossingId"),
        line.optionalText("laneId"),
        line.optionalText("cameraId"),
        start,
        line.optionalInstant("end"),
        detectedAt == null ? start : detectedAt,
        line.optionalText("sentence"),
        line.texts("evidence"));
  }
}
