package northpost.anomaly;

/** The kinds of anomalies that the watch of a port finds in minutes. */
enum Kind {
  CAMERA_SILENT("camera-silent", "high"),
  THROUGHPUT_STALL("throughput-stall", "medium"),
  THROUGHPUT_SURGE("throughput-surge", "medium"),
  MATCH_RATE_DROP("match-rate-drop", "high"),
  QUALITY_DROP("quality-drop", "medium"),
  SCORE_DRIFT("score-drift", "medium"),
  LATENCY_BREACH("latency-breach", "high"),
  UNAVAILABLE_BURST("unavailable-burst", "high"),
  LATE_CAMERA("late-camera", "medium"),
  CLOCK_SKEW("clock-skew", "medium");

  private final String label;
  private final String severity;

  Kind(String label, String severity) {
    this.label = label;
    this.severity = severity;
  }

  String label() {
    return label;
  }

  /** Of one camera or lane; a crossing or port is worse by one. */
  String severity() {
    return severity;
  }

  static Kind of(String label) {
    for (Kind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("kind: got " + label + ", expected one of the watch");
  }
}
