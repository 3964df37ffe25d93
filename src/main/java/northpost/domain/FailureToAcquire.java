package northpost.domain;

/**
 * Why no template was made of a photo.
 *
 * @param message what was got and what was expected
 */
public record FailureToAcquire(Cause cause, String message) {
  /** The causes, each a reason code of a decision (UNUSABLE) or of a dead letter (references). */
  public enum Cause {
    /** No bytes at all. */
    IMAGE_EMPTY,
    /** Neither JPEG nor PNG by its first bytes. */
    IMAGE_NOT_RECOGNISED,
    /** More bytes or claimed pixels than allowed; never decoded. */
    IMAGE_TOO_LARGE,
    /** The header is sound but the data ends early or does not decode. */
    IMAGE_TRUNCATED,
    NO_FACE,
    SEVERAL_FACES,
    /** A face that the pipeline cannot align or embed. */
    EXTRACTION_FAILED
  }
}
