package northpost.domain;

/** Decides how long a photo may be kept; UNKNOWN takes the shortest time. */
public enum TravellerClass {
  UNKNOWN,
  US_CITIZEN,
  LAWFUL_PERMANENT_RESIDENT,
  FOREIGN_NATIONAL
}
