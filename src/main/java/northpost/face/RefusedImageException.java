package northpost.face;

import northpost.domain.FailureToAcquire;

/** An image of which no template will be made, with the cause. */
public final class RefusedImageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient FailureToAcquire failure;

  RefusedImageException(FailureToAcquire.Cause cause, String message) {
    super(message, null, false, false);
    this.failure = new FailureToAcquire(cause, message);
  }

  public FailureToAcquire failure() {
    return failure;
  }
}
