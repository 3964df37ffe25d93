package northpost.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for something by looking at it, for as long as there is progress: on a busy machine
 * everything takes its time, and only standing still is a failure.
 */
final class Patience {
  private static final long PAUSE_NANOS = 100_000_000;

  private final Duration standstill;

  /**
   * @param standstill how long nothing may change
   */
  Patience(Duration standstill) {
    this.standstill = standstill;
  }

  /** What is looked at. */
  interface Look<T> {
    T at() throws Exception;
  }

  /** Waits until it is so; null is not yet anything. */
  interface Done<T> {
    boolean is(T seen) throws Exception;
  }

  /**
   * Looks until what is seen is what is wanted. A look that fails with an {@link IOException} saw
   * nothing: who is looked at may be down just now.
   *
   * @param what completes "expected ..."
   * @param look its answers tell by {@code equals} whether anything has changed
   * @throws ClusterException when nothing has changed for the standstill
   */
  <T> T until(String what, Look<T> look, Done<T> done) throws Exception {
    long changed = System.nanoTime();
    Object last = null;
    while (true) {
      Object seen;
      try {
        T answer = look.at();
        if (answer != null && done.is(answer)) {
          return answer;
        }
        seen = answer;
      } catch (IOException e) {
        seen = e.toString();
      }
      if (!Objects.equals(seen, last)) {
        last = seen;
        changed = System.nanoTime();
      }
      if (System.nanoTime() - changed > standstill.toNanos()) {
        throw new ClusterException(
            "expected " + what + ", got no change for " + standstill.toSeconds() + " s: " + last);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("while waiting for " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
