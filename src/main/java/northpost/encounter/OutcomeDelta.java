package northpost.encounter;

import northpost.domain.Mode;
import northpost.domain.OutcomeCounts;

/**
 * By how much the counts of one outcome window change.
 *
 * @param crossingId null for PORT
 * @param laneId null for PORT and CROSSING
 * @param atMillis event time of the newest change in it
 * @param counts may be negative, where encounters moved elsewhere
 */
public record OutcomeDelta(
    String scope,
    String portCode,
    String crossingId,
    String laneId,
    Mode mode,
    long startMillis,
    long lengthMillis,
    long atMillis,
    OutcomeCounts counts) {

  /** The key of the window. */
  public String window() {
    return scope
        + "|"
        + portCode
        + "|"
        + crossingId
        + "|"
        + laneId
        + "|"
        + mode
        + "|"
        + startMillis
        + "|"
        + lengthMillis;
  }
}
