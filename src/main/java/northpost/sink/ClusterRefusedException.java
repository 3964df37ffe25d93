package northpost.sink;

/**
 * A cluster that answers, but is not one that documents may go to; the message says how to mend.
 */
final class ClusterRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClusterRefusedException(String message) {
    super(message);
  }
}
