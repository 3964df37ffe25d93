package northpost.domain;

/** Which comparison a capture asks for. */
public enum ComparisonKind {
  /** None was made. */
  NONE,
  /** 1:1, against the reference that the document names. */
  VERIFICATION,
  /** 1:N, against a gallery. */
  IDENTIFICATION
}
