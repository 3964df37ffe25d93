package northpost.domain;

/**
 * What is known of an encounter from the officer.
 *
 * <p>A MATCH says that the traveller is the person of the reference; a referral (every outcome but
 * MATCH and OPTED_OUT) says that this was not shown. So a referred traveller whom the officer finds
 * to be another person is CONFIRMED, and one found to be the person is OVERTURNED. Of a traveller
 * who opted out there is no decision to agree with: NOT_REFERRED, whatever the officer found.
 */
public enum OfficerFinding {
  UNKNOWN,
  /** Matched, and nobody was asked: the usual case. Or opted out. */
  NOT_REFERRED,
  /** Referred to an officer, whose answer may still come. */
  AWAITED,
  /** The officer agreed with the decision. */
  CONFIRMED,
  /** The officer found the contrary of the decision. */
  OVERTURNED,
  INCONCLUSIVE,
  /** Referred, and no answer came within the bound. */
  UNANSWERED;

  /**
   * The finding on an encounter.
   *
   * @param answer what the officer found; null while there is none
   */
  public static OfficerFinding of(Outcome outcome, AdjudicationOutcome answer) {
    if (outcome != Outcome.MATCH && !outcome.referred()) {
      return NOT_REFERRED;
    }
    if (answer == null) {
      return outcome.referred() ? AWAITED : NOT_REFERRED;
    }
    boolean matched = outcome == Outcome.MATCH;
    return switch (answer) {
      case SAME_PERSON -> matched ? CONFIRMED : OVERTURNED;
      case DIFFERENT_PERSON -> matched ? OVERTURNED : CONFIRMED;
      case INCONCLUSIVE -> INCONCLUSIVE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
