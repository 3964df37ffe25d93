package northpost.scoring;

import java.time.Instant;
import java.util.List;

/**
 * Something that a scenario does to its traffic, and the anomaly that should be found for it.
 *
 * @param kind of the anomaly, {@link #NONE} where none is expected
 * @param fault what was done, e.g. {@code lens-fogged}
 * @param accepts other kinds that the same cause may be found as
 * @param portCode null where all of them are touched; so crossing, lane and camera
 * @param start event time
 * @param end event time
 * @param captureIds the captures it is about; empty where it is about all in its scope
 * @param gap what is usual where a silence is planted; null elsewhere, and where it is not known
 */
public record PlantedAnomaly(
    String id,
    String kind,
    String fault,
    List<String> accepts,
    String portCode,
    String crossingId,
    String laneId,
    String cameraId,
    Instant start,
    Instant end,
    List<String> captureIds,
    Gap gap) {

  /** Kind of what must not be reported. */
  public static final String NONE = "none";

  public PlantedAnomaly {
    accepts = List.copyOf(accepts);
    captureIds = List.copyOf(captureIds);
  }

  /** Without a usual gap. */
  public PlantedAnomaly(
      String id,
      String kind,
      String fault,
      List<String> accepts,
      String portCode,
      String crossingId,
      String laneId,
      String cameraId,
      Instant start,
      Instant end,
      List<String> captureIds) {
    this(
        id,
        kind,
        fault,
        accepts,
        portCode,
        crossingId,
        laneId,
        cameraId,
        start,
        end,
        captureIds,
        null);
  }

  public PlantedAnomaly withGap(Gap usual) {
    return new PlantedAnomaly(
        id,
        kind,
        fault,
        accepts,
        portCode,
        crossingId,
        laneId,
        cameraId,
        start,
        end,
        captureIds,
        usual);
  }

  /** Whether it is a silence that is to be found as such. */
  public boolean silence() {
    return kind.equals("camera-silent");
  }

  public boolean expected() {
    return !kind.equals(NONE);
  }

  /** Whether an anomaly of that kind may be the report of this. */
  boolean explains(String reportedKind) {
    return expected() && (kind.equals(reportedKind) || accepts.contains(reportedKind));
  }
}
