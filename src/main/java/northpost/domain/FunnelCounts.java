package northpost.domain;

/**
 * Captures by the outcome of their decision; adds up. Travellers are in {@link EncounterCounts}.
 *
 * @param presented all decided captures
 */
public record FunnelCounts(
    long presented,
    long optedOut,
    long unusable,
    long matched,
    long ambiguous,
    long notMatched,
    long unavailable,
    long maxLatencyMillis) {
  public static final FunnelCounts ZERO = new FunnelCounts(0, 0, 0, 0, 0, 0, 0, 0);

  public static FunnelCounts of(Outcome outcome, long latencyMillis) {
    return new FunnelCounts(
        1,
        outcome == Outcome.OPTED_OUT ? 1 : 0,
        outcome == Outcome.UNUSABLE ? 1 : 0,
        outcome == Outcome.MATCH ? 1 : 0,
        outcome == Outcome.AMBIGUOUS ? 1 : 0,
        outcome == Outcome.NO_MATCH ? 1 : 0,
        outcome == Outcome.UNAVAILABLE ? 1 : 0,
        latencyMillis);
  }

  public FunnelCounts plus(FunnelCounts o) {
    return new FunnelCounts(
        presented + o.presented,
        optedOut + o.optedOut,
        unusable + o.unusable,
        matched + o.matched,
        ambiguous + o.ambiguous,
        notMatched + o.notMatched,
        unavailable + o.unavailable,
        Math.max(maxLatencyMillis, o.maxLatencyMillis));
  }

  /** Captures of which a usable template was made. */
  public long captured() {
    return presented - optedOut - unusable;
  }

  /** Captures that were compared. */
  public long compared() {
    return matched + ambiguous + notMatched;
  }
}
