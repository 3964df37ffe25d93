package northpost.domain;

import java.io.Serializable;

/**
 * A false match rate that was measured at one threshold.
 *
 * @param threshold least comparison score of a match
 * @param falseMatches non-mated pairs at or above it
 * @param pairs non-mated pairs compared
 */
public record MeasuredFmr(double threshold, long falseMatches, long pairs) implements Serializable {

  /** The rate with its 95 % interval. */
  public Rate rate() {
    return Rate.of(falseMatches, pairs);
  }
}
