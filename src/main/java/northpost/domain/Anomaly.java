package northpost.domain;

import java.time.Instant;
import java.util.List;

/**
 * Something an operator should look at, with what was seen against what was expected.
 *
 * @param anomalyId deterministic, the same through its whole life
 * @param kind e.g. {@code replay}
 * @param status OPEN, UPDATED or CLOSED
 * @param version rises with each update
 * @param crossingId null at the scope of a port
 * @param laneId null at the scope of a port or crossing
 * @param sentence what was seen against what was expected, in words
 * @param evidence captureIds; where an anomaly is of counts, the minutes: {@code place@minute}
 * @param scope PORT, CROSSING, LANE or CAMERA
 * @param cameraId null unless it is of one camera
 */
public record Anomaly(
    String anomalyId,
    String kind,
    String severity,
    String status,
    long version,
    String portCode,
    String crossingId,
    String laneId,
    Instant start,
    Instant end,
    double observed,
    double expected,
    String sentence,
    List<String> evidence,
    String scope,
    String cameraId) {

  /** Of a lane. */
  public Anomaly(
      String anomalyId,
      String kind,
      String severity,
      String status,
      long version,
      String portCode,
      String crossingId,
      String laneId,
      Instant start,
      Instant end,
      double observed,
      double expected,
      String sentence,
      List<String> evidence) {
    this(
        anomalyId,
        kind,
        severity,
        status,
        version,
        portCode,
        crossingId,
        laneId,
        start,
        end,
        observed,
        expected,
        sentence,
        evidence,
        "LANE",
        null);
  }
}
