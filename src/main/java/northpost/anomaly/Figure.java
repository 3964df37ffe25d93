package northpost.anomaly;

/** What is added up of a camera's minutes. The order is that of {@link Figures} in a savepoint. */
enum Figure {
  /** Minutes in which the crossing was open. */
  MINUTES,
  /** Captures that the registry's counts alone make one expect. */
  PRIOR,
  CAPTURES,
  /** Groups of captures (a vehicle, a bus): active minutes after an idle one. */
  GROUPS,
  /** Captures expected in the time in which a group could begin. */
  GROUP_EXPOSURE,
  /** Captures of those who did not opt out. */
  ASKED,
  UNUSABLE,
  USABLE,
  UNAVAILABLE,
  COMPARED,
  NOT_MATCHED,
  OVER_BUDGET,
  SHARPNESS_N,
  SHARPNESS_SUM,
  SHARPNESS_SQUARES,
  SCORE_N,
  SCORE_SUM,
  SCORE_SQUARES,
  TRANSPORT_N,
  TRANSPORT_SUM,
  TRANSPORT_SQUARES
}
