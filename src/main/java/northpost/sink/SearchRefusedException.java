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
}
