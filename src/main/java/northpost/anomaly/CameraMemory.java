package northpost.anomaly;

/**
 * The state of the watch over one camera.
 *
 * @param total all hours together; half is forgotten in 21 days of learning
 * @param hour what came since the hour began
 * @param dayHour learned of this hour of the day
 * @param weekHour learned of this hour of the week
 * @param evidence by {@link Sign}
 * @param silence see {@link CameraWatch}
 * @param doubtful whether something in this hour looked wrong: it is not learned
 */
public record CameraMemory(
    String cameraId,
    Figures total,
    Figures hour,
    Figures dayHour,
    Figures weekHour,
    double[] evidence,
    double[] silence,
    boolean doubtful) {
  static CameraMemory blank(String cameraId) {
    return new CameraMemory(
        cameraId,
        Figures.none(),
        Figures.none(),
        Figures.none(),
        Figures.none(),
        Evidence.none(Sign.values().length),
        new double[9],
        false);
  }
}
