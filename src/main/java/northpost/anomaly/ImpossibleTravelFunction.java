package northpost.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import northpost.domain.Anomaly;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.domain.PortRegistry;
import org.apache.flink.api.common.functions.OpenContext;

/**
 * Finds a subject that matches at two crossings in less time than the road between them takes: two
 * people under one identity, a false match, or a clock that is off. Keyed by the subjectId of a
 * MATCH. A sighting is remembered for the longest journey between two crossings.
 */
public final class ImpossibleTravelFunction extends PatternWatch {
  private static final long serialVersionUID = 1L;

  public static final String KIND = "impossible-travel";

  /** More sightings of one subject in the time of a journey than this are not kept. */
  static final int SIGHTINGS_LIMIT = 16;

  private final PortRegistry registry;

  // -- runtime
  private transient TravelTimes times;

  public ImpossibleTravelFunction(PortRegistry registry) {
    super(TravelTimes.between(registry).longest(), true);
    this.registry = registry;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    super.open(context);
    times = TravelTimes.between(registry);
  }

  /** Whether somebody was recognised. */
  @Override
  public boolean concerns(Decision decision) {
    return decision.outcome() == Outcome.MATCH && !decision.candidates().isEmpty();
  }

  @Override
  public String key(Decision decision) {
    return decision.candidates().get(0).subjectId();
  }

  @Override
  Sighting sighting(Decision decision) {
    return Sighting.of(decision.capture());
  }

  /** Those of the longest journey before the last; all of them while an anomaly is open. */
  @Override
  Pattern plus(Pattern before, Sighting now) {
    Pattern after = before.keeping(Sighting.with(before.kept(), now), now);
    Instant from = after.latest().at().minus(times.longest());
    List<Sighting> all =
        after.open() != null
            ? after.kept()
            : after.kept().stream().filter(s -> s.at().isAfter(from)).toList();
    List<Sighting> latest = all.subList(Math.max(0, all.size() - SIGHTINGS_LIMIT), all.size());
    return before.keeping(List.copyOf(latest), now);
  }

  private boolean impossible(Sighting a, Sighting b) {
    return between(a, b).compareTo(times.shortest(a.crossingId(), b.crossingId())) < 0;
  }

  private static Duration between(Sighting a, Sighting b) {
    return Duration.between(a.at(), b.at()).abs();
  }

  @Override
  Anomaly found(String subjectId, Pattern journey, Sighting now) {
    // One that comes late may be older than all that are kept.
    List<Sighting> all =
        journey.kept().contains(now) ? journey.kept() : Sighting.with(journey.kept(), now);
    if (all.stream().noneMatch(s -> impossible(s, now))) {
      return null;
    }
    List<Sighting> evidence =
        all.stream().filter(s -> all.stream().anyMatch(o -> impossible(s, o))).toList();
    Sighting first = evidence.get(0);
    Sighting second = evidence.stream().filter(s -> impossible(first, s)).findFirst().orElseThrow();
    double minutes = between(first, second).toSeconds() / 60.0;
    double road = times.shortest(first.crossingId(), second.crossingId()).toSeconds() / 60.0;
    return new Anomaly(
        KIND + "-" + subjectId + "-" + now.millis() / times.longest().toMillis(),
        KIND,
        "high",
        null,
        0,
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
        captureIds(evidence));
  }

  @Override
  String closing() {
    return "Closed: since then the subject was nowhere too soon.";
  }
}
