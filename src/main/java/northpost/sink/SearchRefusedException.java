package northpost.sink;

import java.io.IOException;

/** Elasticsearch answered a search, but not with a result. */
public final class SearchRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  SearchRefusedException(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** Whether it is this one search that is wrong: others may be answered. */
  public boolean isOfTheSearch() {
    return status == 400;
  }

  /** Whether it is who asks that is wrong: without a valid key, or without the right to it. */
  public boolean isOfAccess() {
    return status == 401 || status == 403;
  }
}
