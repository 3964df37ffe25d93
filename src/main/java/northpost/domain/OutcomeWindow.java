package northpost.domain;

import java.time.Instant;

/**
 * What officers found on the encounters of one window (an hour or a day of the first capture, UTC).
 * Only referred travellers are adjudicated, and a few matched ones: no rate of it is an error rate
 * of all travellers.
 *
 * @param scope LANE, CROSSING or PORT
 * @param crossingId null for PORT
 * @param laneId null for PORT and CROSSING
 * @param version event time of the newest change, ms since 1970: a later count outranks one before
 */
public record OutcomeWindow(
    String scope,
    String portCode,
    String crossingId,
    String laneId,
    Mode mode,
    Instant start,
    Instant end,
    long version,
    OutcomeCounts counts) {

  /** Which encounters were adjudicated: what every rate of the window rests on. */
  public String sampling() {
    return counts.matchesChecked() == 0 ? "referred-only" : "referred-and-some-matches";
  }
}
