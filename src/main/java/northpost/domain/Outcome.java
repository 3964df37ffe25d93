package northpost.domain;

/** What was decided of a capture. Every capture gets exactly one. */
public enum Outcome {
  UNKNOWN,
  /** At or above the threshold, and the margin to the next subject is kept. */
  MATCH,
  /** At or above the threshold, but another subject is too near. */
  AMBIGUOUS,
  /** Compared, and nothing reached the threshold. */
  NO_MATCH,
  /** No face, several faces, or below the policy's quality. */
  UNUSABLE,
  /** The traveller asked for a manual check. */
  OPTED_OUT,
  /** Could not be compared: never to be read as NO_MATCH. */
  UNAVAILABLE;

  /** Whether the traveller is sent to an officer because of it. */
  public boolean referred() {
    return this == AMBIGUOUS || this == NO_MATCH || this == UNUSABLE || this == UNAVAILABLE;
  }
}
