package northpost.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntBiFunction;

/**
 * Numbers from 0 that the readers of a source give out, granted round by round while the job runs.
 * A number belongs to one reader, as a record of a topic does.
 */
final class Tickets {
  private final ToIntBiFunction<Long, Round> partition;
  private final AtomicLong given = new AtomicLong();
  private volatile Round round =
      new Round(0, 0, System.nanoTime(), 0, false, new CompletableFuture<>());

  /**
   * @param partition the partition a number of a round lies in
   */
  Tickets(ToIntBiFunction<Long, Round> partition) {
    this.partition = partition;
  }

  /**
   * Grants more numbers.
   *
   * @param intervalNanos time from one to the next; 0 gives them out as fast as they are taken
   * @param uniform whether all ports have an equal share
   */
  Round grant(int count, long intervalNanos, boolean uniform) {
    Round before = round;
    round =
        new Round(
            before.end(),
            before.end() + count,
            System.nanoTime(),
            intervalNanos,
            uniform,
            new CompletableFuture<>());
    before.next().complete(null);
    return round;
  }

  Round round() {
    return round;
  }

  /** How many were given out. */
  long given() {
    return given.get();
  }

  void giveOut() {
    given.incrementAndGet();
  }

  boolean belongs(long ticket, Round of, int reader, int readers) {
    return partition.applyAsInt(ticket, of) % readers == reader;
  }

  /**
   * What was granted at once.
   *
   * @param first its first number
   * @param end the number after its last
   * @param next done when there is another round
   */
  record Round(
      long first,
      long end,
      long startNanos,
      long intervalNanos,
      boolean uniform,
      CompletableFuture<Void> next) {
    /** When a number is to be given out, by {@link System#nanoTime}. */
    long due(long ticket) {
      return startNanos + Math.max(0, ticket - first) * intervalNanos;
    }
  }
}
