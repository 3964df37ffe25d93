package northpost.domain;

/**
 * The funnel of travellers, as its parts that share nobody; each step is a sum of parts, so that
 * the identities of the steps hold whatever is counted. Adds up over places and windows. A change
 * of counts may have parts below 0.
 *
 * @param notCaptured occupants of conveyances of whom no photo was taken, and who did not opt out
 * @param unavailable could not be compared
 * @param notAsked matched, and no officer was asked
 * @param confirmed matched, and the officer agreed
 * @param overturned matched, and the officer found another person
 * @param inconclusive matched, and the officer could not tell
 * @param occupantsPresent of the conveyances whose occupants were counted
 * @param occupantsCaptured of them; opted out included
 * @param lateCaptures that arrived more than 10 s after they were taken: captures, not travellers
 * @param duplicateCaptures that came again and were left out: captures, not travellers
 */
public record EncounterCounts(
    long notCaptured,
    long optedOut,
    long unusable,
    long unavailable,
    long ambiguous,
    long notMatched,
    long notAsked,
    long confirmed,
    long overturned,
    long inconclusive,
    long occupantsPresent,
    long occupantsCaptured,
    long lateCaptures,
    long duplicateCaptures) {
  public static final EncounterCounts ZERO =
      new EncounterCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** One traveller. */
  public static EncounterCounts of(Encounter encounter) {
    Outcome outcome = encounter.outcome();
    OfficerFinding found = outcome == Outcome.MATCH ? encounter.finding() : null;
    return new EncounterCounts(
        0,
        one(outcome == Outcome.OPTED_OUT),
        one(outcome == Outcome.UNUSABLE),
        // An outcome that this version does not know says nothing of a comparison.
        one(outcome == Outcome.UNAVAILABLE || outcome == Outcome.UNKNOWN),
        one(outcome == Outcome.AMBIGUOUS),
        one(outcome == Outcome.NO_MATCH),
        one(outcome == Outcome.MATCH && !isJudged(found)),
        one(found == OfficerFinding.CONFIRMED),
        one(found == OfficerFinding.OVERTURNED),
        one(found == OfficerFinding.INCONCLUSIVE),
        0,
        0,
        0,
        0);
  }

  private static boolean isJudged(OfficerFinding found) {
    return found == OfficerFinding.CONFIRMED
        || found == OfficerFinding.OVERTURNED
        || found == OfficerFinding.INCONCLUSIVE;
  }

  /** The occupants of one conveyance. */
  public static EncounterCounts ofOccupants(long present, long captured) {
    return new EncounterCounts(
        present - captured, 0, 0, 0, 0, 0, 0, 0, 0, 0, present, captured, 0, 0);
  }

  public static EncounterCounts ofLateCapture() {
    return new EncounterCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
  }

  public static EncounterCounts ofDuplicateCapture() {
    return new EncounterCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
  }

  private static long one(boolean counts) {
    return counts ? 1 : 0;
  }

  public EncounterCounts plus(EncounterCounts o) {
    return plus(o, 1);
  }

  public EncounterCounts minus(EncounterCounts o) {
    return plus(o, -1);
  }

  private EncounterCounts plus(EncounterCounts o, int sign) {
    return new EncounterCounts(
        notCaptured + sign * o.notCaptured,
        optedOut + sign * o.optedOut,
        unusable + sign * o.unusable,
        unavailable + sign * o.unavailable,
        ambiguous + sign * o.ambiguous,
        notMatched + sign * o.notMatched,
        notAsked + sign * o.notAsked,
        confirmed + sign * o.confirmed,
        overturned + sign * o.overturned,
        inconclusive + sign * o.inconclusive,
        occupantsPresent + sign * o.occupantsPresent,
        occupantsCaptured + sign * o.occupantsCaptured,
        lateCaptures + sign * o.lateCaptures,
        duplicateCaptures + sign * o.duplicateCaptures);
  }

  /** Travellers known to have been there. */
  public long presented() {
    return captured() + notCaptured;
  }

  /** Encounters: a photo was taken, or the traveller opted out. */
  public long captured() {
    return usable() + unusable + optedOut;
  }

  /** A template was made that could be compared. */
  public long usable() {
    return decided() + unavailable;
  }

  /** Compared, with a result. */
  public long decided() {
    return matched() + ambiguous + notMatched;
  }

  public long matched() {
    return notAsked + confirmed + overturned + inconclusive;
  }

  /** Captured of those presented. */
  public Rate captureRate() {
    return Rate.of(captured(), presented());
  }

  /** Usable of those captured who did not opt out. */
  public Rate usableRate() {
    return Rate.of(usable(), captured() - optedOut);
  }

  /** Decided of the usable. */
  public Rate decidedRate() {
    return Rate.of(decided(), usable());
  }

  /** Matched of the decided: an operational figure, not an error rate. */
  public Rate matchRate() {
    return Rate.of(matched(), decided());
  }

  /** Confirmed of the matches that an officer confirmed or overturned. */
  public Rate confirmedRate() {
    return Rate.of(confirmed, confirmed + overturned);
  }

  /** Occupants captured of those present, in conveyances whose occupants were counted. */
  public Rate occupantRate() {
    return Rate.of(occupantsCaptured, occupantsPresent);
  }
}
