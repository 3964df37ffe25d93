package northpost.embedded;

/** What becomes of a server's data and log when it is closed. */
public enum WorkFiles {
  DELETE_ON_CLOSE,
  KEEP
}
