package northpost.sink;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells a document at which the server fails from a server that fails. A server error is held
 * against a document only where the server has taken others of the same index since the error
 * before; one that fails at all documents, or at all of an index, is ill itself.
 */
final class FailingDocuments {
  /** So many errors are held against a document before it is to blame, */
  static final int LEAST_ERRORS = 20;

  /** and the first of them is so long ago: a shard may be away for a while. */
  static final long LEAST_MILLIS = 10 * 60_000;

  private final Map<String, long[]> takenByIndex = new HashMap<>();

  /**
   * The server errors at one document.
   *
   * @param counted those held against it
   * @param firstAt when the first came, in milliseconds since the epoch
   * @param takenThen how many others of its index had been taken at the last of them
   */
  record Errors(int counted, long firstAt, long takenThen) {
    static final Errors NONE = new Errors(0, 0, -1);
  }

  void taken(Document document) {
    count(document)[0]++;
  }

  /** The errors with one more. All that the same answer took must have been counted before. */
  Errors oneMore(Document document, Errors before, long now) {
    long taken = count(document)[0];
    if (before.counted() == 0) {
      return new Errors(1, now, taken);
    }
    return taken > before.takenThen()
        ? new Errors(before.counted() + 1, before.firstAt(), taken)
        : before;
  }

  static boolean isToBlame(Errors errors, long now) {
    return errors.counted() >= LEAST_ERRORS && now - errors.firstAt() >= LEAST_MILLIS;
  }

  private long[] count(Document document) {
    return takenByIndex.computeIfAbsent(document.index(), index -> new long[1]);
  }
}
