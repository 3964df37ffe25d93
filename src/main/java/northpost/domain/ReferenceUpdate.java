package northpost.domain;

/**
 * A change of the gallery: a reference enrolled (or replaced), or withdrawn.
 *
 * @param reference null when withdrawn; its template is null while {@code image} still waits for
 *     the face pipeline
 * @param image JPEG or PNG bytes, or null when the template came with the record or is made
 */
public record ReferenceUpdate(
    String referenceId, Kind kind, Reference reference, byte[] image, SourcePosition position) {

  /**
   * Event time of a stream of these when all that were there at the first start have passed, where
   * they carry no event time otherwise.
   */
  public static final long LOADED_WATERMARK = 0;

  /** What happens to the reference. */
  public enum Kind {
    ENROL,
    WITHDRAW
  }

  public static ReferenceUpdate withdraw(String referenceId, SourcePosition position) {
    return new ReferenceUpdate(referenceId, Kind.WITHDRAW, null, null, position);
  }
}
