package northpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.IntStream;
import northpost.domain.CapturedSample;
import northpost.domain.Policy;
import northpost.domain.PortRegistry;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.synthetic.CameraVariation;
import northpost.synthetic.Population;

/**
 * Travellers at the ports: references to load first, and then the captures in the order of their
 * time. Nothing is made before it is asked for.
 */
public final class Simulator {
  /** Name of the source in the positions of what is simulated. */
  public static final String SOURCE = "simulation";

  /** The gallery that holds everyone of the population; its policy is its own. */
  public static final String GALLERY = "rendered-expected";

  /** Conveyances that came this long before the start may still be at their lanes. */
  private static final Duration BEFORE_START = Duration.ofMinutes(8);

  private static final byte[] NO_PHOTO = {};

  private final Population population;
  private final SimulationSettings settings;
  private final TrafficModel traffic;
  private final List<Traveller> travellers;

  /**
   * @throws IllegalArgumentException for an unknown port, or a share of strangers where the
   *     population has none
   */
  public Simulator(
      Population population,
      PortRegistry registry,
      TrafficSettings trafficSettings,
      SimulationSettings settings) {
    this.population = population;
    this.settings = settings;
    traffic = new TrafficModel(registry, trafficSettings, settings.start());
    travellers = Traveller.of(population, GALLERY, settings.start());
    newEncounters(new Chance(0));
  }

  /** Everyone enrolled, photo included. */
  public List<ReferenceUpdate> references() {
    List<Traveller> enrolled = travellers.stream().filter(t -> !t.stranger()).toList();
    return IntStream.range(0, enrolled.size())
        .mapToObj(i -> enrolled.get(i).enrolment(i + 1))
        .toList();
  }

  /** The decision policy of {@link #GALLERY}: thresholds chosen for rendered faces only. */
  public List<Policy> policies() {
    return List.of(RenderedFacesPolicy.of(population.plan(), GALLERY));
  }

  /** From the start, in the order of capture; without an end when no duration is set. */
  public Iterator<SimulatedCapture> captures() {
    return new Captures();
  }

  /** One line about the traffic for whoever reads its output. */
  public String describe() {
    TrafficSettings s = traffic.settings();
    StringBuilder shares = new StringBuilder();
    new TreeMap<>(traffic.portShares(settings.start()))
        .forEach(
            (port, share) ->
                shares.append(String.format(Locale.ROOT, " %s %.1f %%", port, 100 * share)));
    return String.format(
        Locale.ROOT,
        "%.3g captures a second; share of travellers by port at the start:%s%s; %.1f %% strangers,"
            + " %.1f %% opt-outs; schedule %s",
        settings.rate(),
        shares.isEmpty() ? " none open" : shares,
        s.portFloor() > 0
            ? String.format(
                Locale.ROOT, " (each open port raised to at least %.1f %%)", 100 * s.portFloor())
            : "",
        100 * s.strangers(),
        100 * s.optOuts(),
        s.scheduleAt() == null
            ? "of the captures' clock"
            : "as if it began at " + s.scheduleAt() + " local time");
  }

  private Encounters newEncounters(Chance chance) {
    return new Encounters(
        settings.runSeed(), traffic.settings(), travellers, traffic.crossingShares(), chance, 1);
  }

  /** Merges the captures of the conveyances that are at their lanes at the same time. */
  private final class Captures implements Iterator<SimulatedCapture> {
    private final Encounters encounters =
        newEncounters(new Chance(Chance.derived(settings.runSeed(), 101)));
    private final Arrivals arrivals =
        Arrivals.atRate(
            traffic,
            settings,
            settings.start().minus(BEFORE_START),
            encounters.capturesPerTraveller(),
            new Chance(Chance.derived(settings.runSeed(), 102)));
    private final PriorityQueue<Encounters.Planned> waiting =
        new PriorityQueue<>(
            Comparator.comparing((Encounters.Planned p) -> p.capture().capturedAt())
                .thenComparing(p -> p.capture().captureId()));
    private Arrivals.Arrival next = arrivals.next();
    private long position;

    @Override
    public boolean hasNext() {
      while (next != null
          && (waiting.isEmpty() || !waiting.peek().capture().capturedAt().isBefore(next.at()))) {
        for (Encounters.Planned planned : encounters.of(next)) {
          if (takesPlace(planned, next.way())) {
            waiting.add(planned);
          }
        }
        next = arrivals.next();
      }
      return !waiting.isEmpty();
    }

    /** Not what lies outside the simulated time, and nothing after the crossing has closed. */
    private boolean takesPlace(Encounters.Planned planned, TrafficModel.Way way) {
      Instant at = planned.capture().capturedAt();
      return !at.isBefore(settings.start()) && !settings.over(at) && traffic.isOpen(way, at);
    }

    @Override
    public SimulatedCapture next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the simulation is over");
      }
      Encounters.Planned planned = waiting.remove();
      byte[] image =
          planned.photo() == null
              ? NO_PHOTO
              : CameraVariation.of(planned.photo().jpeg(), planned.photoSeed());
      CapturedSample sample =
          new CapturedSample(
              planned.capture(),
              image,
              new SourcePosition(SOURCE, 0, ++position),
              planned.capture().capturedAt());
      return new SimulatedCapture(sample, planned.truth(), planned.adjudication());
    }
  }
}
