package northpost.domain;

/** Where a reference photo comes from. */
public enum ReferenceSource {
  UNKNOWN,
  PASSPORT,
  VISA,
  PRIOR_CROSSING,
  ENROLMENT
}
