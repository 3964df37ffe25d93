package northpost.bench;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import northpost.domain.Decision;

/** The decisions of one round: how many, when, and, if they are to be compared, what. */
final class Tally {
  private final Tickets.Round expected;
  private final CompletableFuture<Tickets.Round> started = new CompletableFuture<>();
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private final AtomicInteger decided = new AtomicInteger();
  private final long[] decidedNanos;
  private final String[] answers;

  Tally(Tickets.Round expected, boolean keepAnswers) {
    this.expected = expected;
    int count = (int) (expected.end() - expected.first());
    decidedNanos = new long[count];
    answers = keepAnswers ? new String[count] : null;
  }

  void start(Tickets.Round round) {
    started.complete(round);
  }

  void add(Decision decision) {
    long now = System.nanoTime();
    int number = (int) (Travellers.ticket(decision.capture().captureId()) - expected.first());
    if (number < 0 || number >= decidedNanos.length) {
      done.completeExceptionally(
          new IllegalStateException(
              decision.capture().captureId() + ": decided, expected one of " + expected));
      return;
    }
    decidedNanos[number] = now;
    if (answers != null) {
      answers[number] = answer(decision);
    }
    if (decided.incrementAndGet() == decidedNanos.length) {
      done.complete(now);
    }
  }

  /** What two ways of deciding must have in common: all but times. */
  static String answer(Decision decision) {
    return decision.outcome()
        + " "
        + decision.reason()
        + " "
        + decision.comparison()
        + " "
        + decision.candidates()
        + " "
        + decision.policyId()
        + "@"
        + decision.policyVersion();
  }

  /** When the last was decided, by {@link System#nanoTime}; not done before. */
  CompletableFuture<Long> done() {
    return done;
  }

  String decided() {
    return decided.get() + " of " + decidedNanos.length;
  }

  /** In the order of the probes. */
  String[] answers() {
    return answers;
  }

  /** Seconds from the grant to the last decision. */
  double seconds() {
    return (done.join() - started.join().startNanos()) / 1e9;
  }

  /** Milliseconds from when each probe was due, sorted: waiting for its turn counts. */
  double[] sortedLatencies() {
    Tickets.Round round = started.join();
    double[] latencies = new double[decidedNanos.length];
    Arrays.setAll(latencies, i -> (decidedNanos[i] - round.due(round.first() + i)) / 1e6);
    Arrays.sort(latencies);
    return latencies;
  }
}
