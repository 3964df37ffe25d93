package northpost.anomaly;

/**
 * An anomaly that is going on.
 *
 * @param anomalyId names kind, place and minute in which it was found first
 * @param crossingId null at the scope of a port
 * @param laneId null at the scope of a port or crossing
 * @param cameraId null unless it is of one camera
 * @param opened minute (of the epoch) in which it was found
 * @param since minute from which on it was so, by the evidence
 * @param over log-likelihood ratio of "it is over"
 * @param detail what the sentence names the figures
 */
public record OpenAnomaly(
    String anomalyId,
    String kind,
    String scope,
    String crossingId,
    String laneId,
    String cameraId,
    long opened,
    long since,
    long version,
    double over,
    double observed,
    double expected,
    double weight,
    String detail) {
  OpenAnomaly with(long newVersion, double newOver, double seen, double usual, double n) {
    return new OpenAnomaly(
        anomalyId,
        kind,
        scope,
        crossingId,
        laneId,
        cameraId,
        opened,
        since,
        newVersion,
        newOver,
        observed + seen,
        expected + usual,
        weight + n,
        detail);
  }

  /** Whether a place lies within; null ids are wider than any. */
  boolean covers(String crossing, String lane, String camera) {
    return (crossingId == null || crossingId.equals(crossing))
        && (laneId == null || laneId.equals(lane))
        && (cameraId == null || cameraId.equals(camera));
  }

  boolean covers(CameraWatch camera) {
    return covers(camera.crossing().crossingId(), camera.lane().laneId(), camera.cameraId());
  }
}
