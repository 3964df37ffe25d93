package northpost.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition by looking at it again and again, never longer than a limit. */
public final class Await {
  private static final long PAUSE_NANOS = 20_000_000;

  private Await() {}

  /**
   * Waits.
   *
   * @param what completes "expected ... within the limit"
   * @param seen describes what there is, for the error
   */
  public static void until(
      String what, Duration limit, Callable<Boolean> condition, Callable<?> seen) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "expected " + what + " within " + limit.toSeconds() + " s, got " + seen.call());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
