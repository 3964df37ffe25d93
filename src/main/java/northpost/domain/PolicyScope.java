package northpost.domain;

/** How far a policy reaches; the later in this list, the more specific. */
public enum PolicyScope {
  SYSTEM,
  PORT,
  CROSSING,
  LANE,
  GALLERY
}
