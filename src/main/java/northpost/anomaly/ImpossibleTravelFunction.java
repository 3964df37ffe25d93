package northpost.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import northpost.domain.Anomaly;
import northpost.domain.Capture;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.domain.PortRegistry;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds a subject that matches at two crossings in less time than the road between them takes: two
 * people under one identity, a false match, or a clock that is off. Keyed by the subjectId of a
 * MATCH. A sighting is remembered for the longest journey between two crossings.
 */
public final class ImpossibleTravelFunction
    extends KeyedProcessFunction<String, Decision, Anomaly> {
  public static final String KIND = "impossible-travel";

  /** More sightings of one subject in the time of a journey than this are not kept. */
  static final int SIGHTINGS_LIMIT = 16;

  private final PortRegistry registry;

  // -- runtime
  private transient ValueState<Journey> journeys;
  private transient TravelTimes times;

  public ImpossibleTravelFunction(PortRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void open(OpenContext context) {
    journeys =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("journey", TypeInformation.of(Journey.class)));
    times = TravelTimes.between(registry);
  }

  /** Whether somebody was recognised. */
  public static boolean concerns(Decision decision) {
    return decision.outcome() == Outcome.MATCH && !decision.candidates().isEmpty();
  }

  /** The key of a decision that concerns. */
  public static String key(Decision decision) {
    return decision.candidates().get(0).subjectId();
  }

  @Override
  public void processElement(Decision decision, Context ctx, Collector<Anomaly> out)
      throws Exception {
    Journey before = journeys.value();
    Sighting now = Sighting.of(decision.capture());
    ctx.timerService().registerEventTimeTimer(now.at().plus(times.longest()).toEpochMilli());
    Journey after = (before == null ? new Journey(List.of(), 0) : before).plus(now);
    if (after.sightings().stream().noneMatch(s -> impossible(s, now))) {
      journeys.update(after);
      return;
    }
    Journey found = new Journey(after.sightings(), after.version() + 1);
    journeys.update(found);
    out.collect(anomaly(ctx.getCurrentKey(), found));
  }

  private boolean impossible(Sighting a, Sighting b) {
    return between(a, b).compareTo(times.shortest(a.crossingId(), b.crossingId())) < 0;
  }

  private static Duration between(Sighting a, Sighting b) {
    return Duration.between(a.at(), b.at()).abs();
  }

  /** The same whatever order its sightings came in. */
  private Anomaly anomaly(String subjectId, Journey journey) {
    List<Sighting> all = journey.sightings();
    List<Sighting> evidence =
        all.stream().filter(s -> all.stream().anyMatch(o -> impossible(s, o))).toList();
    Sighting first = evidence.get(0);
    Sighting second = evidence.stream().filter(s -> impossible(first, s)).findFirst().orElseThrow();
    double minutes = between(first, second).toSeconds() / 60.0;
    double road = times.shortest(first.crossingId(), second.crossingId()).toSeconds() / 60.0;
    return new Anomaly(
        KIND + "-" + subjectId + "-" + first.at().toEpochMilli() / times.longest().toMillis(),
        KIND,
        "high",
        journey.version() == 1 ? "OPEN" : "UPDATED",
        journey.version(),
        second.portCode(),
        second.crossingId(),
        second.laneId(),
        first.at(),
        evidence.get(evidence.size() - 1).at(),
        minutes,
        road,
        String.format(
            Locale.ROOT,
            "Subject %s matched at %s and %.1f minutes later at %s; the road takes %.0f minutes or"
                + " more.",
            subjectId,
            first.crossingId(),
            minutes,
            second.crossingId(),
            road),
        evidence.stream().map(Sighting::captureId).toList());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Anomaly> out) throws Exception {
    Journey journey = journeys.value();
    if (journey == null) {
      return;
    }
    Instant from = Instant.ofEpochMilli(timestamp).minus(times.longest());
    List<Sighting> kept = journey.sightings().stream().filter(s -> s.at().isAfter(from)).toList();
    if (kept.isEmpty()) {
      journeys.clear();
    } else {
      journeys.update(new Journey(new ArrayList<>(kept), journey.version()));
    }
  }

  /** One match of the subject. */
  public record Sighting(
      String captureId, Instant at, String portCode, String crossingId, String laneId) {
    static Sighting of(Capture c) {
      return new Sighting(c.captureId(), c.capturedAt(), c.portCode(), c.crossingId(), c.laneId());
    }
  }

  /** The state: where the subject was of late, by time, and how often it was said to be wrong. */
  public record Journey(List<Sighting> sightings, long version) {
    Journey plus(Sighting sighting) {
      List<Sighting> all = new ArrayList<>(sightings);
      all.add(sighting);
      all.sort(Comparator.comparing(Sighting::at).thenComparing(Sighting::captureId));
      int from = Math.max(0, all.size() - SIGHTINGS_LIMIT);
      return new Journey(new ArrayList<>(all.subList(from, all.size())), version);
    }
  }
}
