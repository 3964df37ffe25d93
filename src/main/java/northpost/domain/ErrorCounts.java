package northpost.domain;

/**
 * What became of seeded probes; adds up over lanes and windows.
 *
 * @param matedCompared mated probes that were compared
 * @param matedMissed of them not MATCH
 * @param matedNotAnswered mated probes that were not compared: UNUSABLE or UNAVAILABLE
 * @param nonMatedCompared non-mated probes that were compared
 * @param nonMatedMatched of them MATCH
 * @param nonMatedNotAnswered non-mated probes that were not compared
 */
public record ErrorCounts(
    long matedCompared,
    long matedMissed,
    long matedNotAnswered,
    long nonMatedCompared,
    long nonMatedMatched,
    long nonMatedNotAnswered) {
  public static final ErrorCounts ZERO = new ErrorCounts(0, 0, 0, 0, 0, 0);

  /** One probe; one of a kind that is not known counts nowhere. */
  public static ErrorCounts of(SeededProbe probe, Outcome outcome) {
    boolean compared =
        outcome == Outcome.MATCH || outcome == Outcome.AMBIGUOUS || outcome == Outcome.NO_MATCH;
    boolean matched = outcome == Outcome.MATCH;
    return switch (probe) {
      case MATED ->
          new ErrorCounts(
              compared ? 1 : 0, compared && !matched ? 1 : 0, compared ? 0 : 1, 0, 0, 0);
      case NON_MATED ->
          new ErrorCounts(0, 0, 0, compared ? 1 : 0, matched ? 1 : 0, compared ? 0 : 1);
      case UNKNOWN -> ZERO;
    };
  }

  public ErrorCounts plus(ErrorCounts o) {
    return new ErrorCounts(
        matedCompared + o.matedCompared,
        matedMissed + o.matedMissed,
        matedNotAnswered + o.matedNotAnswered,
        nonMatedCompared + o.nonMatedCompared,
        nonMatedMatched + o.nonMatedMatched,
        nonMatedNotAnswered + o.nonMatedNotAnswered);
  }

  /** All probes counted. */
  public long probes() {
    return matedCompared + matedNotAnswered + nonMatedCompared + nonMatedNotAnswered;
  }

  /** False match rate: non-mated probes that matched, of those compared. */
  public Rate fmr() {
    return Rate.of(nonMatedMatched, nonMatedCompared);
  }

  /** False non-match rate: mated probes that did not match, of those compared. */
  public Rate fnmr() {
    return Rate.of(matedMissed, matedCompared);
  }
}
