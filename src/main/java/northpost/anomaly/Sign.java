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
   * What is known, with what was an anomaly as the new normal: the share or mean is as it showed,
   * and known as well as the old one was. All else stays.
   *
   * @param shown by the anomaly: the share of captures, or the mean
   */
  Figures relearned(Figures known, double shown) {
    Figures to = known.times(1);
    if (ofShare()) {
      to.add(part, shown * known.get(whole) - known.get(part));
      return to;
    }
    double n = known.get(part);
    if (n > 0) {
      Figure sum = Figure.values()[part.ordinal() + 1];
      Figure squares = Figure.values()[part.ordinal() + 2];
      double mean = known.get(sum) / n;
      to.add(sum, n * (shown - mean));
      to.add(squares, n * (shown * shown - mean * mean));
    }
    return to;
  }

  Kind kind() {
    return kind;
  }
}
