package northpost.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * Lets a test say how many elements each reader of its source may emit; a closed gate holds up no
 * checkpoint, and no reader comes to its end before another.
 */
final class Gate {
  /** A reader takes a permit or two for nothing. */
  private static final int SPARE = 10;

  private static final Map<String, Gate> GATES = new ConcurrentHashMap<>();

  private final List<Turnstile> turnstiles = new ArrayList<>();
  private long allowed;

  private Gate() {}

  static Gate of(String name) {
    return GATES.computeIfAbsent(name, n -> new Gate());
  }

  /** At least so many more for each reader. */
  synchronized void letThrough(long elements) {
    allowed += elements + SPARE;
    turnstiles.forEach(Turnstile::wake);
  }

  synchronized void open() {
    allowed = Long.MAX_VALUE;
    turnstiles.forEach(Turnstile::wake);
  }

  private synchronized Turnstile turnstile() {
    Turnstile turnstile = new Turnstile();
    turnstiles.add(turnstile);
    return turnstile;
  }

  /** One reader's way through the gate. */
  private final class Turnstile implements RateLimiter<NumberSequenceSplit> {
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private long taken;

    @Override
    public CompletionStage<Void> acquire(int permits) {
      synchronized (Gate.this) {
        CompletableFuture<Void> permit = new CompletableFuture<>();
        waiting.add(permit);
        wake();
        return permit;
      }
    }

    private void wake() {
      while (taken < allowed && !waiting.isEmpty()) {
        taken++;
        waiting.remove().complete(null);
      }
    }
  }

  /** What the source takes its permits from; found by name, since the job is serialized. */
  record Strategy(String name) implements RateLimiterStrategy<NumberSequenceSplit> {
    @Override
    public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
      return Gate.of(name).turnstile();
    }
  }
}
