package northpost.savepoint;

/** A savepoint that cannot be used for what was asked; the message says what to do. */
public final class SavepointRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SavepointRefusedException(String message) {
    super(message);
  }

  public SavepointRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
