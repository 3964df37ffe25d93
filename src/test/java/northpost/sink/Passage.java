package northpost.sink;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** What a test sees of its job from within: elements passed, checkpoints completed, attempts. */
final class Passage {
  private static final Map<String, Passage> PASSAGES = new ConcurrentHashMap<>();

  private long elements;
  private long checkpoints;
  private long starts;
  private boolean failNext;

  private Passage() {}

  static Passage of(String name) {
    return PASSAGES.computeIfAbsent(name, n -> new Passage());
  }

  synchronized void started() {
    starts++;
  }

  synchronized void element() {
    elements++;
    if (failNext) {
      failNext = false;
      throw new IllegalStateException("planned failure");
    }
    notifyAll();
  }

  synchronized void checkpoint() {
    checkpoints++;
    notifyAll();
  }

  synchronized void failAtNextElement() {
    failNext = true;
  }

  synchronized long starts() {
    return starts;
  }

  synchronized void awaitElements(long count, Duration limit) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (elements < count) {
      await(deadline, elements + " of " + count + " elements");
    }
  }

  /** Waits until so many more checkpoints have completed. */
  synchronized void awaitCheckpoints(long more, Duration limit) throws Exception {
    long count = checkpoints + more;
    long deadline = System.nanoTime() + limit.toNanos();
    while (checkpoints < count) {
      await(deadline, checkpoints + " of " + count + " checkpoints");
    }
  }

  private void await(long deadline, String got) throws Exception {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new TimeoutException(got);
    }
    wait(millis);
  }
}
