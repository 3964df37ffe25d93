package northpost.cluster;

/** The cluster did not do what is expected of it. */
public final class ClusterException extends Exception {
  private static final long serialVersionUID = 1L;

  ClusterException(String message) {
    super(message);
  }
}
