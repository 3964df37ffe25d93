package northpost.domain;

/** What is known of an encounter from the officer. */
public enum OfficerFinding {
  UNKNOWN,
  /** Matched, and nobody was asked: the usual case. */
  NOT_REFERRED,
  /** Referred to an officer, whose answer may still come. */
  AWAITED,
  /** The officer agreed with the decision. */
  CONFIRMED,
  /** The officer found the contrary of the decision. */
  OVERTURNED,
  INCONCLUSIVE,
  /** Referred, and no answer came within the bound. */
  UNANSWERED
}
