package northpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import northpost.dashboard.Search;

/**
 * Searches for many viewers at the cost of few: equal searches within a second are one, and no more
 * than a few are under way at a time.
 */
final class SharedSearch implements Search {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int KEPT_ANSWERS = 512;
  static final int AT_A_TIME = 4;
  private static final int PATIENCE_SECONDS = 20;

  private final Search search;
  private final LongSupplier nanos;
  private final Semaphore permits = new Semaphore(AT_A_TIME, true);
  private final Map<Key, Answer> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Answer> eldest) {
          return size() > KEPT_ANSWERS;
        }
      };

  /**
   * @param nanos a clock as {@link System#nanoTime}
   */
  SharedSearch(Search search, LongSupplier nanos) {
    this.search = search;
    this.nanos = nanos;
  }

  private record Key(String indices, JsonNode body) {}

  private record Answer(CompletableFuture<JsonNode> result, long asked) {}

  @Override
  public JsonNode search(String indices, JsonNode body) throws IOException {
    Key key = new Key(indices, body);
    CompletableFuture<JsonNode> mine = new CompletableFuture<>();
    CompletableFuture<JsonNode> theirs = join(key, mine);
    if (theirs != null) {
      return await(indices, theirs);
    }
    try {
      mine.complete(perform(indices, body));
    } catch (IOException | RuntimeException e) {
      forget(key, mine);
      mine.completeExceptionally(e);
    }
    return await(indices, mine);
  }

  /** The answer that somebody else asked for a moment ago; null: it is for the caller to ask. */
  private synchronized CompletableFuture<JsonNode> join(Key key, CompletableFuture<JsonNode> mine) {
    Answer known = answers.get(key);
    if (known != null && nanos.getAsLong() - known.asked() < KEPT_NANOS) {
      return known.result();
    }
    // Answers can be large: none is held longer than it may be given.
    long now = nanos.getAsLong();
    answers.values().removeIf(each -> each.result().isDone() && now - each.asked() >= KEPT_NANOS);
    answers.remove(key);
    answers.put(key, new Answer(mine, now));
    return null;
  }

  /** How many are held, done or under way. */
  synchronized int held() {
    return answers.size();
  }

  /** A failure is told to those who wait for it, and never kept. */
  private synchronized void forget(Key key, CompletableFuture<JsonNode> mine) {
    Answer known = answers.get(key);
    if (known != null && known.result() == mine) {
      answers.remove(key);
    }
  }

  private JsonNode perform(String indices, JsonNode body) throws IOException {
    try {
      if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw busy(indices);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("search of " + indices + ": interrupted", e);
    }
    try {
      return search.search(indices, body);
    } finally {
      permits.release();
    }
  }

  private static JsonNode await(String indices, CompletableFuture<JsonNode> answer)
      throws IOException {
    try {
      return answer.get(2L * PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("search of " + indices + ": interrupted", e);
    } catch (TimeoutException e) {
      throw busy(indices);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private static IOException busy(String indices) {
    return new IOException(
        "search of "
            + indices
            + ": got no turn within "
            + PATIENCE_SECONDS
            + " s, expected one: Elasticsearch is too slow for what is asked of it");
  }
}
