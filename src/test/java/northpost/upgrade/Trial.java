package northpost.upgrade;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import northpost.domain.Decision;

/** The job in progress, whose operators run in this JVM: how far it may read, what it decided. */
final class Trial {
  private static final Map<String, String> DECISIONS = new ConcurrentHashMap<>();
  private static final Set<Traffic.Stream> COMPLETE = ConcurrentHashMap.newKeySet();
  private static volatile int limit;
  private static volatile int awaited;
  private static volatile CompletableFuture<Void> decided;

  private Trial() {}

  /** A job that reads all there is and ends. */
  static void beginToTheEnd() {
    begin(Traffic.Stream.CAPTURES.count(), Integer.MAX_VALUE);
  }

  /**
   * A job that reads so many captures and waits.
   *
   * @param decisions how many of them {@link #decided} waits for
   */
  static void begin(int captures, int decisions) {
    DECISIONS.clear();
    COMPLETE.clear();
    limit = captures;
    awaited = decisions;
    decided = new CompletableFuture<>();
  }

  static CompletableFuture<Void> decided() {
    return decided;
  }

  static boolean admits(Traffic.Stream stream, int number) {
    return stream != Traffic.Stream.CAPTURES || number < limit;
  }

  static boolean ends() {
    return limit == Traffic.Stream.CAPTURES.count();
  }

  /** A reader has nothing left to read. */
  static void read(Traffic.Stream stream) {
    COMPLETE.add(stream);
  }

  /** Whether all of a stream was read, so that event time need not wait for it. */
  static boolean complete(Traffic.Stream stream) {
    return COMPLETE.contains(stream);
  }

  static void decision(Decision d) {
    String candidates =
        d.candidates().stream()
            .map(c -> c.referenceId() + "/" + c.subjectId() + "/" + c.score())
            .collect(Collectors.joining(","));
    String before =
        DECISIONS.put(
            d.capture().captureId(),
            String.join(
                " ",
                d.outcome().toString(),
                d.reason(),
                String.valueOf(d.reasonDetail()),
                candidates,
                d.policyId() + "@" + d.policyVersion(),
                String.valueOf(d.threshold()),
                String.valueOf(d.margin())));
    if (before != null) {
      throw new IllegalStateException(
          d.capture().captureId() + ": got a second decision, expected one");
    }
    if (DECISIONS.size() >= awaited) {
      decided.complete(null);
    }
  }

  /** captureId → what was decided, without what depends on the clock. */
  static Map<String, String> decisions() {
    return new TreeMap<>(DECISIONS);
  }
}
