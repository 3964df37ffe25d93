package northpost.anomaly;

/**
 * How many false alarms are accepted, and the thresholds that follow.
 *
 * @param leaves cameras of the port
 */
record FalseAlarms(int leaves) {
  /** Of all kinds together, in a month of one port. */
  static final double PER_PORT_MONTH = .5;

  /** What a decision between two explanations may be wrong by, either way. */
  static final double EXPLANATION_ERROR = .02;

  static final double MINUTES_PER_MONTH = 30 * 24 * 60;

  /** One kind's share, shared out over the cameras and the whole. */
  double perNodeMonth() {
    return PER_PORT_MONTH / Kind.values().length / (leaves + 1);
  }

  /**
   * The threshold of a sum of log-likelihood ratios: by Lorden's bound a sum passes h on average
   * after no less than e^h steps.
   *
   * @param stepsPerMonth how often the sum may begin or grow
   */
  double threshold(double stepsPerMonth) {
    return Math.log(Math.max(1, stepsPerMonth) / perNodeMonth());
  }

  /** A log-likelihood ratio from which one of two explanations is taken (Wald). */
  static double explained() {
    return Math.log((1 - EXPLANATION_ERROR) / EXPLANATION_ERROR);
  }
}
