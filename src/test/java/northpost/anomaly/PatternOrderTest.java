package northpost.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import northpost.analytics.Decisions;
import northpost.domain.Anomaly;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.source.PortRegistryYaml;
import northpost.testing.Captures;
import northpost.testing.Captures.Place;
import northpost.testing.Harnesses;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each watch for a pattern says the same of the same captures: in whatever order they arrive,
 * however far event time lags, and whether or not the job is stopped and restored in between.
 */
class PatternOrderTest {
  private static final int STREAMS = 60;
  private static final int CAPTURES = 60;

  /** A watch, and decisions that concern it, random in all that it looks at. */
  record Watch(
      String name,
      java.util.function.Supplier<PatternWatch> function,
      long spreadSeconds,
      Source source) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Source {
    Decision decision(String captureId, Instant at, Random random);
  }

  static Stream<Watch> watches() {
    return Stream.of(
        new Watch(
            "replay",
            ReplayFunction::new,
            40 * 3600,
            (id, at, random) ->
                Decisions.decision(
                    Captures.capture(id).at(at).build(),
                    Outcome.MATCH,
                    "image-" + random.nextInt(12),
                    List.of())),
        new Watch(
            "identity conflict",
            IdentityConflictFunction::new,
            20 * 24 * 3600,
            (id, at, random) ->
                Decisions.decision(
                    inEncounter(Captures.capture(id).at(at).searching("g").build(), at, random),
                    Outcome.AMBIGUOUS,
                    "d",
                    List.of(
                        new Candidate("r-a", "s-a", .9),
                        new Candidate("r-b", "s-" + "bcdef".charAt(random.nextInt(5)), .9)))),
        new Watch(
            "impossible travel",
            () -> new ImpossibleTravelFunction(PortRegistryYaml.shipped()),
            60 * 3600,
            (id, at, random) -> {
              String subject = "s-" + random.nextInt(5);
              Place place = random.nextBoolean() ? Place.MASSENA : Place.BUFFALO;
              return Decisions.decision(
                  Captures.capture(id).in(place).at(at).presenting("r").build(),
                  Outcome.MATCH,
                  "d",
                  List.of(new Candidate("r", subject, .9)));
            }),
        new Watch(
            "repeated rejection",
            RepeatedRejectionFunction::new,
            6 * 3600,
            (id, at, random) -> {
              String document = "r-" + random.nextInt(3);
              Capture capture = Captures.capture(id).at(at).presenting(document).build();
              boolean matched = random.nextInt(6) == 0;
              return Decisions.decision(
                  inEncounter(capture, at, random),
                  matched ? Outcome.MATCH : Outcome.NO_MATCH,
                  "d",
                  matched ? List.of(new Candidate(document, "s", .9)) : List.of());
            }),
        new Watch(
            "document conflict",
            DocumentConflictFunction::new,
            5 * 3600,
            (id, at, random) -> {
              boolean document = random.nextBoolean();
              boolean matched = !document || random.nextBoolean();
              String subject = "s-" + random.nextInt(2);
              Captures capture = Captures.capture(id).at(at);
              return Decisions.decision(
                  inEncounter(
                      (document
                              ? capture.presenting("r-" + random.nextInt(2))
                              : capture.searching("g"))
                          .build(),
                      Instant.EPOCH,
                      random),
                  matched ? Outcome.MATCH : Outcome.NO_MATCH,
                  "d",
                  matched
                      ? List.of(new Candidate("r-" + random.nextInt(2), subject, .9))
                      : List.of());
            }));
  }

  @ParameterizedTest
  @MethodSource("watches")
  void saysTheSameInWhateverOrderCapturesArrive(Watch watch) throws Exception {
    int anomalies = 0;
    for (int seed = 0; seed < STREAMS; seed++) {
      Random random = new Random(seed);
      List<Decision> decisions = new ArrayList<>();
      for (int i = 0; i < CAPTURES; i++) {
        // Some at the very same time.
        long second = random.nextInt((int) watch.spreadSeconds() / 20) * 20L;
        Instant at = Captures.NOON.plusSeconds(second).plusMillis(random.nextInt(2) * 137L);
        decisions.add(watch.source().decision("c-" + i, at, random));
      }
      Map<String, List<Anomaly>> expected = inOrder(watch, decisions);
      anomalies += expected.values().stream().mapToInt(List::size).sum();
      for (long lag : new long[] {1, watch.spreadSeconds() / 10, 2 * watch.spreadSeconds()}) {
        assertThat(shuffled(watch, decisions, lag, random))
            .as("stream %d, up to %d s late", seed, lag)
            .isEqualTo(expected);
      }
    }
    assertThat(anomalies).isGreaterThan(STREAMS);
  }

  /** What event time has passed is taken in at once, whatever waits of its key, or comes then. */
  @ParameterizedTest
  @MethodSource("watches")
  void saysTheSameWhateverWaitsWhenCapturesComeLate(Watch watch) throws Exception {
    int anomalies = 0;
    for (int seed = 0; seed < STREAMS; seed++) {
      Random random = new Random(seed);
      List<Decision> late = new ArrayList<>();
      List<Decision> timely = new ArrayList<>();
      long half = watch.spreadSeconds() / 2;
      for (int i = 0; i < CAPTURES; i++) {
        long second = random.nextInt((int) half / 20) * 20L;
        boolean first = random.nextInt(12) > 0;
        Instant at = Captures.NOON.plusSeconds(first ? second : half + 1 + second);
        (first ? late : timely).add(watch.source().decision("c-" + i, at, random));
      }
      long passed = Captures.NOON.plusSeconds(half).toEpochMilli();
      List<Decision> lateFirst = new ArrayList<>(late);
      lateFirst.addAll(timely);
      List<Decision> lateLast = new ArrayList<>(timely);
      lateLast.addAll(late);
      List<Decision> between = new ArrayList<>(late);
      timely.forEach(decision -> between.add(random.nextInt(between.size() + 1), decision));
      Map<String, List<Anomaly>> expected = after(watch, passed, lateFirst);
      anomalies += expected.values().stream().mapToInt(List::size).sum();
      assertThat(after(watch, passed, lateLast)).as("stream %d", seed).isEqualTo(expected);
      assertThat(after(watch, passed, between)).as("stream %d", seed).isEqualTo(expected);
    }
    assertThat(anomalies).isGreaterThan(STREAMS);
  }

  /** What is said of decisions that come when event time is so far, until it passes the last. */
  private static Map<String, List<Anomaly>> after(Watch watch, long passed, List<Decision> all)
      throws Exception {
    long last =
        all.stream().mapToLong(d -> d.capture().capturedAt().toEpochMilli()).max().orElseThrow();
    try (var operator = open(watch, null)) {
      operator.processWatermark(passed);
      for (Decision decision : all) {
        operator.processElement(decision, 0);
      }
      operator.processWatermark(last);
      Map<String, List<Anomaly>> said = new TreeMap<>();
      for (Anomaly anomaly : operator.extractOutputValues()) {
        said.computeIfAbsent(anomaly.anomalyId(), id -> new ArrayList<>()).add(anomaly);
      }
      end(operator, new ArrayList<>());
      return said;
    }
  }

  /** Event time passes each capture before the next one comes. */
  private static Map<String, List<Anomaly>> inOrder(Watch watch, List<Decision> decisions)
      throws Exception {
    List<Decision> sorted = new ArrayList<>(decisions);
    sorted.sort(
        Comparator.comparing((Decision d) -> d.capture().capturedAt())
            .thenComparing(d -> d.capture().captureId()));
    List<Anomaly> said = new ArrayList<>();
    try (var operator = open(watch, null)) {
      for (Decision decision : sorted) {
        operator.processWatermark(decision.capture().capturedAt().toEpochMilli() - 1);
        operator.processElement(decision, 0);
      }
      end(operator, said);
    }
    return byId(said);
  }

  /** Each comes up to so many seconds late; event time lags just so far; and there is a restart. */
  private static Map<String, List<Anomaly>> shuffled(
      Watch watch, List<Decision> decisions, long lagSeconds, Random random) throws Exception {
    Map<Long, List<Decision>> byArrival = new TreeMap<>();
    for (Decision decision : decisions) {
      long at = decision.capture().capturedAt().toEpochMilli();
      byArrival
          .computeIfAbsent(
              at + (long) (random.nextDouble() * lagSeconds * 1000), t -> new ArrayList<>())
          .add(decision);
    }
    List<Anomaly> said = new ArrayList<>();
    int restart = random.nextInt(byArrival.size());
    int step = 0;
    var operator = open(watch, null);
    try {
      for (Map.Entry<Long, List<Decision>> arrival : byArrival.entrySet()) {
        if (step++ == restart) {
          OperatorSubtaskState state = operator.snapshot(1, 1);
          said.addAll(operator.extractOutputValues());
          operator.close();
          operator = open(watch, state);
        }
        for (Decision decision : arrival.getValue()) {
          operator.processElement(decision, 0);
        }
        if (random.nextInt(3) == 0) {
          operator.processWatermark(arrival.getKey() - lagSeconds * 1000 - 1);
        }
      }
      end(operator, said);
    } finally {
      operator.close();
    }
    return byId(said);
  }

  private static void end(
      KeyedOneInputStreamOperatorTestHarness<String, Decision, Anomaly> operator,
      List<Anomaly> said)
      throws Exception {
    operator.processWatermark(Long.MAX_VALUE);
    said.addAll(operator.extractOutputValues());
    assertThat(operator.numKeyedStateEntries()).isZero();
    assertThat(operator.numEventTimeTimers()).isZero();
  }

  /** All versions of each anomaly, which has one life: it opens, is updated, and closes. */
  private static Map<String, List<Anomaly>> byId(List<Anomaly> said) {
    Map<String, List<Anomaly>> byId = new TreeMap<>();
    said.forEach(a -> byId.computeIfAbsent(a.anomalyId(), id -> new ArrayList<>()).add(a));
    for (List<Anomaly> life : byId.values()) {
      assertThat(life.get(0).status()).isEqualTo("OPEN");
      assertThat(life.get(life.size() - 1).status()).isEqualTo("CLOSED");
      for (int i = 1; i < life.size(); i++) {
        assertThat(life.get(i).version()).isEqualTo(life.get(i - 1).version() + 1);
      }
      for (Anomaly between : life.subList(1, life.size() - 1)) {
        assertThat(between.status()).isEqualTo("UPDATED");
      }
    }
    return byId;
  }

  /** One of a few encounters; of an hour where the time is given. */
  private static Capture inEncounter(Capture c, Instant at, Random random) {
    return c.withIds(c.captureId(), "e-" + at.toEpochMilli() / 3_600_000 + "-" + random.nextInt(8));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, Anomaly> open(
      Watch watch, OperatorSubtaskState state) throws Exception {
    PatternWatch function = watch.function().get();
    return Harnesses.open(function.operator(), function::key, state);
  }
}
