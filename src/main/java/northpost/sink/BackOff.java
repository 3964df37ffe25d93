package northpost.sink;

import java.util.random.RandomGenerator;

/**
 * How long to leave Elasticsearch alone after failures in a row: doubling from {@value
 * #FIRST_MILLIS} ms to {@value #LONGEST_MILLIS} ms, each drawn from the upper half of its span so
 * that writers do not return all at once.
 */
final class BackOff {
  static final long FIRST_MILLIS = 100;
  static final long LONGEST_MILLIS = 5_000;

  private final RandomGenerator random;
  private int failures;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** Counts a failure; the pause to make before the next request, in milliseconds. */
  long failed() {
    long span = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, 20));
    failures++;
    return span / 2 + random.nextLong(span / 2 + 1);
  }

  void succeeded() {
    failures = 0;
  }
}
