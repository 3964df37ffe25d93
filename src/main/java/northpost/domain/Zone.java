package northpost.domain;

/** Where in the inspection a capture is made. */
public enum Zone {
  UNKNOWN,
  PRE_PRIMARY,
  PRIMARY
}
