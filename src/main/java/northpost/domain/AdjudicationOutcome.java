package northpost.domain;

/** What an officer may find. */
public enum AdjudicationOutcome {
  UNKNOWN,
  SAME_PERSON,
  DIFFERENT_PERSON,
  INCONCLUSIVE
}
