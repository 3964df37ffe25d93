package northpost.decision;

import northpost.domain.Outcome;

/**
 * Reason codes of decisions. An UNUSABLE capture carries instead the code of its {@code
 * FailureToAcquire.Cause} when no template was made of it.
 */
public enum DecisionReason {
  THRESHOLD_REACHED(Outcome.MATCH),
  MARGIN_NOT_KEPT(Outcome.AMBIGUOUS),
  BELOW_THRESHOLD(Outcome.NO_MATCH),
  QUALITY_BELOW_POLICY(Outcome.UNUSABLE),
  TRAVELLER_OPTED_OUT(Outcome.OPTED_OUT),
  /** The capture names neither a reference nor a gallery. */
  NOTHING_TO_COMPARE(Outcome.UNAVAILABLE),
  REFERENCE_UNKNOWN(Outcome.UNAVAILABLE),
  /** The named reference is expired or not yet valid. */
  REFERENCE_NOT_VALID(Outcome.UNAVAILABLE),
  GALLERY_NOT_LOADED(Outcome.UNAVAILABLE),
  MODEL_MISMATCH(Outcome.UNAVAILABLE),
  TIME_BUDGET_SPENT(Outcome.UNAVAILABLE);

  private final Outcome outcome;

  DecisionReason(Outcome outcome) {
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }
}
