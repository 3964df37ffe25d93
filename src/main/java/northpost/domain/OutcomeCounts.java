package northpost.domain;

/**
 * What became of encounters at the officer; adds up over lanes and windows. Encounters that opted
 * out are in none.
 *
 * <p>Referred are {@code notMatched + ambiguous + unusable + unavailable}, which is {@code
 * confirmed + overturned + inconclusive + unanswered + awaited}.
 *
 * @param matched encounters with outcome MATCH, whether an officer looked or not
 * @param matchConfirmed of them found to be the same person
 * @param matchOverturned of them found to be another person: false matches
 * @param matchInconclusive of them looked at without a result
 * @param notMatched referred with outcome NO_MATCH
 * @param ambiguous referred with outcome AMBIGUOUS
 * @param unusable referred with outcome UNUSABLE
 * @param unavailable referred with outcome UNAVAILABLE
 * @param confirmed referred and found to be another person: impostors
 * @param overturned referred and found to be the same person
 * @param missed of these with outcome NO_MATCH or AMBIGUOUS: false non-matches
 * @param inconclusive referred and looked at without a result
 * @param unanswered referred, and no answer came within the bound
 * @param awaited referred, and an answer may still come
 */
public record OutcomeCounts(
    long matched,
    long matchConfirmed,
    long matchOverturned,
    long matchInconclusive,
    long notMatched,
    long ambiguous,
    long unusable,
    long unavailable,
    long confirmed,
    long overturned,
    long missed,
    long inconclusive,
    long unanswered,
    long awaited) {
  public static final OutcomeCounts ZERO =
      new OutcomeCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** One encounter; of one that opted out nothing counts. */
  public static OutcomeCounts of(Outcome outcome, OfficerFinding finding) {
    boolean matched = outcome == Outcome.MATCH;
    boolean referred = outcome.referred();
    boolean compared = outcome == Outcome.NO_MATCH || outcome == Outcome.AMBIGUOUS;
    return new OutcomeCounts(
        one(matched),
        one(matched && finding == OfficerFinding.CONFIRMED),
        one(matched && finding == OfficerFinding.OVERTURNED),
        one(matched && finding == OfficerFinding.INCONCLUSIVE),
        one(outcome == Outcome.NO_MATCH),
        one(outcome == Outcome.AMBIGUOUS),
        one(outcome == Outcome.UNUSABLE),
        one(outcome == Outcome.UNAVAILABLE),
        one(referred && finding == OfficerFinding.CONFIRMED),
        one(referred && finding == OfficerFinding.OVERTURNED),
        one(compared && finding == OfficerFinding.OVERTURNED),
        one(referred && finding == OfficerFinding.INCONCLUSIVE),
        one(referred && finding == OfficerFinding.UNANSWERED),
        one(referred && finding == OfficerFinding.AWAITED));
  }

  private static long one(boolean counts) {
    return counts ? 1 : 0;
  }

  public OutcomeCounts plus(OutcomeCounts o) {
    return plus(o, 1);
  }

  public OutcomeCounts minus(OutcomeCounts o) {
    return plus(o, -1);
  }

  private OutcomeCounts plus(OutcomeCounts o, long sign) {
    return new OutcomeCounts(
        matched + sign * o.matched,
        matchConfirmed + sign * o.matchConfirmed,
        matchOverturned + sign * o.matchOverturned,
        matchInconclusive + sign * o.matchInconclusive,
        notMatched + sign * o.notMatched,
        ambiguous + sign * o.ambiguous,
        unusable + sign * o.unusable,
        unavailable + sign * o.unavailable,
        confirmed + sign * o.confirmed,
        overturned + sign * o.overturned,
        missed + sign * o.missed,
        inconclusive + sign * o.inconclusive,
        unanswered + sign * o.unanswered,
        awaited + sign * o.awaited);
  }

  /** Encounters sent to an officer because of their outcome. */
  public long referred() {
    return notMatched + ambiguous + unusable + unavailable;
  }

  /** Matches that an officer looked at all the same. */
  public long matchesChecked() {
    return matchConfirmed + matchOverturned + matchInconclusive;
  }

  /** Referrals with an answer, of all. */
  public Rate answerRate() {
    return Rate.of(confirmed + overturned + inconclusive, referred());
  }

  /** Impostors among the referrals on which the officer came to a result. */
  public Rate referralPrecision() {
    return Rate.of(confirmed, confirmed + overturned);
  }

  /**
   * Missed comparisons of those taken to be mated: the missed, and the matches that no officer
   * overturned.
   */
  public Rate fnmrEstimate() {
    return Rate.of(missed, missed + matched - matchOverturned);
  }

  /** False matches of the matches on which an officer came to a result. */
  public Rate fmrEstimate() {
    return Rate.of(matchOverturned, matchConfirmed + matchOverturned);
  }
}
