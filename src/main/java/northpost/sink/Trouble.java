package northpost.sink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That Elasticsearch does not take everything, since when and why: in the log when it begins, when
 * another reason comes up, each minute while it lasts, and when it is over. A reason is told once a
 * minute at most.
 */
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);
  private static final long NONE = -1;

  private final List<String> urls;
  private final LongSupplier clock;
  private final Map<String, Long> toldAt = new HashMap<>();
  private boolean told;
  // Both are read by the metric reporter's thread.
  private volatile long since = NONE;
  private volatile String words = "";

  /**
   * @param clock milliseconds since the epoch
   */
  Trouble(List<String> urls, LongSupplier clock) {
    this.urls = urls;
    this.clock = clock;
  }

  boolean present() {
    return since != NONE;
  }

  /** How long it has lasted, in milliseconds; 0 where there is none. */
  long millis() {
    long began = since;
    return began == NONE ? 0 : Math.max(1, clock.getAsLong() - began);
  }

  /** What Elasticsearch last answered; empty where there is no trouble. */
  String words() {
    return words;
  }

  /**
   * Something was not taken.
   *
   * @param documents that were not taken now
   * @param held documents in the buffer
   * @param bound of the buffer
   */
  void met(ItemResult result, int documents, int held, int bound) {
    long now = clock.getAsLong();
    boolean first = !present();
    words = result.describe();
    if (first) {
      since = now;
    }
    // Over all episodes: a busy server may turn away a request, and take the next, for hours.
    String kind = result.status() + " " + result.type();
    Long before = toldAt.get(kind);
    if (before == null || now - before >= ElasticsearchWriter.TELL_AGAIN_MILLIS) {
      toldAt.put(kind, now);
      told = true;
      LOG.warn(
          "Elasticsearch sink: {} documents not taken by {} ({}){}; trying again until they are;"
              + " {} of at most {} held",
          documents,
          urls,
          words,
          first ? "" : ", for " + (now - since) + " ms now",
          held,
          bound);
    }
  }

  /** Everything of an answer was taken. */
  void over(int held) {
    if (!present()) {
      return;
    }
    if (told) {
      LOG.info(
          "Elasticsearch sink: Elasticsearch takes documents again after {} ms, {} held",
          clock.getAsLong() - since,
          held);
    }
    since = NONE;
    words = "";
    told = false;
  }
}
