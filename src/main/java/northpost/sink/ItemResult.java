package northpost.sink;

/**
 * What became of one document, or of a whole bulk request.
 *
 * @param status HTTP status; 0 where no answer came
 * @param type Elasticsearch's error type, or the exception's name; null where all went well
 * @param reason in words; null where all went well
 */
record ItemResult(Disposition disposition, int status, String type, String reason) {
  /** What to do next. */
  enum Disposition {
    WRITTEN,
    /** A newer version is there already: success. */
    STALE,
    /** The same again later may succeed. */
    RETRY,
    /** The request is larger than the server takes. */
    TOO_LARGE,
    /** This document will never be taken. */
    REFUSED,
    /** Nothing will be taken until a person changes something: the job fails. */
    FATAL
  }

  private static final int MAX_CHARS = 500;

  static final ItemResult WROTE = new ItemResult(Disposition.WRITTEN, 200, null, null);

  /** Status, type and reason in one line that is not too long for a log. */
  String describe() {
    String words = (status == 0 ? "no answer" : "HTTP " + status) + ", " + type + ": " + reason;
    return (words.length() <= MAX_CHARS ? words : words.substring(0, MAX_CHARS) + "...")
        .replaceAll("\\s*\\R\\s*", " ");
  }
}
