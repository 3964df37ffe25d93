package northpost.anomaly;

/** What a camera's minutes may be a sign of; each is tested on its own. */
enum Sign {
  NOT_MATCHED(Kind.MATCH_RATE_DROP, Figure.NOT_MATCHED, Figure.COMPARED),
  UNUSABLE(Kind.QUALITY_DROP, Figure.UNUSABLE, Figure.ASKED),
  BLURRED(Kind.QUALITY_DROP, Figure.SHARPNESS_N, null),
  SCORES_LOWER(Kind.SCORE_DRIFT, Figure.SCORE_N, null),
  SCORES_HIGHER(Kind.SCORE_DRIFT, Figure.SCORE_N, null),
  SLOW(Kind.LATENCY_BREACH, Figure.OVER_BUDGET, Figure.CAPTURES),
  UNAVAILABLE(Kind.UNAVAILABLE_BURST, Figure.UNAVAILABLE, Figure.USABLE),
  LATE(Kind.LATE_CAMERA, Figure.TRANSPORT_N, null),
  CLOCK_OFF(Kind.CLOCK_SKEW, Figure.TRANSPORT_N, null);

  private final Kind kind;

  /** What is counted; the first of three (n, sum, squares) where it is a mean. */
  private final Figure part;

  /** What the share is of; null where it is a mean. */
  private final Figure whole;

  Sign(Kind kind, Figure part, Figure whole) {
    this.kind = kind;
    this.part = part;
    this.whole = whole;
  }

  /** Whether it is a share of captures, so that what is seen and expected are counts of them. */
  boolean ofShare() {
    return whole != null;
  }

  /**
   * What is known, with what was an anomaly as the new normal: a share is known by the captures
   * that it was the usual one of, a mean is learned anew. All else stays.
   *
   * @param share that the anomaly showed
   */
  Figures relearned(Figures known, double share) {
    Figures to = known.times(1);
    if (ofShare()) {
      to.add(part, share * known.get(whole) - known.get(part));
      return to;
    }
    for (int i = part.ordinal(); i < part.ordinal() + 3; i++) {
      Figure figure = Figure.values()[i];
      to.add(figure, (CameraWatch.KEPT_OF_OLD_NORMAL - 1) * known.get(figure));
    }
    return to;
  }

  Kind kind() {
    return kind;
  }
}
