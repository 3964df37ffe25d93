package northpost.domain;

/**
 * Whether a port, crossing, lane and camera exist and belong together.
 *
 * @param reason null when they do
 * @param message what was got and what was expected; null when they do
 */
public record LocationCheck(RejectionReason reason, String message) {
  static final LocationCheck KNOWN = new LocationCheck(null, null);

  public boolean known() {
    return reason == null;
  }
}
