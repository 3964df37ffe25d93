package northpost.anomaly;

/** What a camera's minutes may be a sign of; each is tested on its own. */
enum Sign {
  NOT_MATCHED(Kind.MATCH_RATE_DROP),
  UNUSABLE(Kind.QUALITY_DROP),
  BLURRED(Kind.QUALITY_DROP),
  SCORES_LOWER(Kind.SCORE_DRIFT),
  SCORES_HIGHER(Kind.SCORE_DRIFT),
  SLOW(Kind.LATENCY_BREACH),
  UNAVAILABLE(Kind.UNAVAILABLE_BURST),
  LATE(Kind.LATE_CAMERA),
  CLOCK_OFF(Kind.CLOCK_SKEW);

  private final Kind kind;

  Sign(Kind kind) {
    this.kind = kind;
  }

  /** Whether it is a share of captures, so that what is seen and expected are counts of them. */
  boolean ofShare() {
    return this == NOT_MATCHED || this == UNUSABLE || this == SLOW || this == UNAVAILABLE;
  }

  Kind kind() {
    return kind;
  }
}
