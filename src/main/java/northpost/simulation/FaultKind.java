package northpost.simulation;

import java.util.Arrays;
import java.util.List;
import northpost.domain.NearestName;
import northpost.scoring.PlantedAnomaly;

/** What can be done to the traffic of a scenario, and the anomaly that it should be found as. */
enum FaultKind {
  CAMERA_DEAD("camera-dead", "camera-silent", List.of("throughput-stall"), false),
  LENS_FOGGED(
      "lens-fogged",
      "quality-drop",
      List.of("score-drift", "match-rate-drop"),
      false,
      new Parameter("fog", .8, .05, 1)),
  SCORE_DRIFT(
      "score-drift",
      "score-drift",
      List.of("match-rate-drop"),
      false,
      new Parameter("loss", .02, .001, .2)),
  POOR_LIGHT(
      "poor-light",
      "match-rate-drop",
      List.of("score-drift", "repeated-rejection", "quality-drop"),
      false,
      new Parameter("share", .25, .01, 1)),
  LANE_CLOSED("lane-closed", PlantedAnomaly.NONE, List.of(), false),
  LANE_SLOW(
      "lane-slow",
      "throughput-stall",
      List.of("camera-silent"),
      false,
      new Parameter("factor", .1, 0, .9)),
  SURGE("surge", "throughput-surge", List.of(), false, new Parameter("factor", 3, 1.1, 50)),
  HOLIDAY("holiday", PlantedAnomaly.NONE, List.of(), false, new Parameter("factor", 1.3, .1, 3)),
  CLOCK_SKEW(
      "clock-skew",
      "clock-skew",
      List.of("late-camera"),
      false,
      new Parameter("seconds", 240, -3600, 290)),
  NETWORK_OUTAGE(
      "network-outage",
      "late-camera",
      List.of("camera-silent", "throughput-stall", "throughput-surge"),
      false),
  SLOW_LINK(
      "slow-link",
      "late-camera",
      List.of("clock-skew"),
      false,
      new Parameter("seconds", 20, 1, 3600)),
  GALLERY_HALF_LOADED(
      "gallery-half-loaded",
      "unavailable-burst",
      List.of("match-rate-drop"),
      false,
      new Parameter("share", .5, .01, 1)),
  REFERENCES_EXPIRED(
      "references-expired",
      "unavailable-burst",
      List.of(),
      false,
      new Parameter("share", .4, .01, 1)),
  MODEL_MISMATCH(
      "model-mismatch", "unavailable-burst", List.of(), false, new Parameter("share", 1, .01, 1)),
  REPLAYED_PHOTO(
      "replayed-photo", "replay", List.of(), true, new Parameter("minutes", 30, .1, 600)),
  IMPOSTOR("impostor", "identity-conflict", List.of(), true, new Parameter("known", 1, 0, 1)),
  DOUBLE_IDENTITY(
      "double-identity",
      "identity-conflict",
      List.of(),
      true,
      new Parameter("tries", 6, 2, 50),
      new Parameter("minutes", 1440, 10, 7200)),
  REPEATED_REJECTION(
      "repeated-rejection",
      "repeated-rejection",
      List.of(),
      true,
      new Parameter("tries", 4, 2, 20),
      new Parameter("minutes", 10, 1, 120)),
  IMPOSSIBLE_TRAVEL(
      "impossible-travel",
      "impossible-travel",
      List.of(),
      true,
      new Parameter("minutes", 5, .5, 600));

  /**
   * A number that a fault may be given.
   *
   * @param usual where a scenario does not say
   */
  record Parameter(String name, double usual, double least, double most) {}

  private final String name;
  private final String anomaly;
  private final List<String> accepts;
  private final boolean event;
  private final List<Parameter> parameters;

  FaultKind(
      String name, String anomaly, List<String> accepts, boolean event, Parameter... parameters) {
    this.name = name;
    this.anomaly = anomaly;
    this.accepts = accepts;
    this.event = event;
    this.parameters = List.of(parameters);
  }

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  static FaultKind named(String name) {
    List<String> names = Arrays.stream(values()).map(FaultKind::faultName).toList();
    for (FaultKind kind : values()) {
      if (kind.name.equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "got "
            + name
            + ", expected one of "
            + names
            + "; nearest is "
            + NearestName.of(name, names));
  }

  /** As scenarios write it. */
  String faultName() {
    return name;
  }

  /** Kind of the anomaly to find; {@link PlantedAnomaly#NONE} for none. */
  String anomaly() {
    return anomaly;
  }

  List<String> accepts() {
    return accepts;
  }

  /** Whether it happens to single travellers, not to all captures of a time. */
  boolean event() {
    return event;
  }

  List<Parameter> parameters() {
    return parameters;
  }
}
