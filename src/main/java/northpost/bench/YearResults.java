package northpost.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import northpost.domain.Outcome;

/**
 * What the sinks of a running replay found. Flink runs in this process, so they find it by its
 * name.
 */
final class YearResults implements AutoCloseable {
  private static final Map<String, YearResults> OPEN = new ConcurrentHashMap<>();

  private final String name;
  private final Map<String, ResultDigest> digests = new TreeMap<>();
  private final Map<Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final LongAdder decided = new LongAdder();
  private final LongAccumulator latest = new LongAccumulator(Math::max, Long.MIN_VALUE);

  private YearResults(String name) {
    this.name = name;
  }

  static YearResults open(String name) {
    YearResults results = new YearResults(name);
    if (OPEN.putIfAbsent(name, results) != null) {
      throw new IllegalStateException("results " + name + ": open already, expected a new name");
    }
    return results;
  }

  static YearResults of(String name) {
    YearResults results = OPEN.get(name);
    if (results == null) {
      throw new IllegalStateException("results " + name + ": not open, expected one of " + OPEN);
    }
    return results;
  }

  void count(Outcome outcome, long capturedAtMillis) {
    decided.increment();
    outcomes.computeIfAbsent(outcome, o -> new LongAdder()).increment();
    latest.accumulate(capturedAtMillis);
  }

  synchronized void add(String kind, ResultDigest part) {
    digests.computeIfAbsent(kind, k -> new ResultDigest()).add(part);
  }

  /** The digest of each kind of result, of the sinks that have ended. */
  synchronized Map<String, ResultDigest> digests() {
    return new TreeMap<>(digests);
  }

  Map<String, Long> outcomes() {
    Map<String, Long> counts = new TreeMap<>();
    outcomes.forEach((outcome, n) -> counts.put(outcome.name(), n.sum()));
    return counts;
  }

  long decided() {
    return decided.sum();
  }

  /** When the latest capture that is decided was made, epoch milliseconds. */
  long latestMillis() {
    return latest.get();
  }

  @Override
  public void close() {
    OPEN.remove(name);
  }
}
