package northpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import northpost.domain.Policy;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.scoring.Exposure;
import northpost.scoring.PlantedAnomaly;
import northpost.scoring.ScenarioTruth;
import northpost.synthetic.Population;

/**
 * The traffic of a scenario, with drawn faces or photos of rendered ones: references to load first,
 * then the captures in the order in which they arrive, and at their end what was planted among
 * them. The same scenario and seed give the same, and the same truth with either.
 */
public final class ScenarioSimulator {
  /** People in one gallery, as in that of a bus and a half. */
  private static final int GALLERY_SIZE = 100;

  /** Of those enrolled, the share there is of strangers. */
  private static final int PEOPLE_A_STRANGER = 20;

  private static final int LEAST_PEOPLE = 400;
  private static final int DECK_PARTS = 4;
  private static final Duration BEFORE_START = Duration.ofMinutes(8);

  /** Photos that are still a matter of minutes and of a few gigabytes. */
  private static final long MOST_PHOTOS = 100_000;

  private static final double CAPTURES_A_TRAVELLER = 1 + Encounters.SECOND_CAPTURE;

  private final Scenario scenario;
  private final PortRegistry registry;
  private final TrafficModel traffic;
  private final TrafficSettings settings;
  private final ScenarioFaces faces;
  private final ScenarioPhotos photos;
  private final List<Traveller> travellers = new ArrayList<>();
  private final Actors actors;
  private final List<Fault> faults = new ArrayList<>();
  private final ScenarioFlows flows;
  private final UsualGaps gaps;
  private final long runSeed;

  /** A simulator with drawn faces, of a scenario whose places are all in the registry. */
  public ScenarioSimulator(Scenario scenario, PortRegistry registry, long seed) {
    this(scenario, registry, seed, null);
  }

  /**
   * A simulator with photos of the people of a population.
   *
   * @param population null for drawn faces
   * @throws IllegalArgumentException as {@link #requirePhotos} does
   */
  ScenarioSimulator(Scenario scenario, PortRegistry registry, long seed, Population population) {
    this.scenario = scenario;
    this.registry = registry;
    runSeed = Chance.derived(seed, scenario.start().toEpochMilli());
    settings =
        new TrafficSettings(scenario.ports(), 0, scenario.strangers(), scenario.optOuts(), null);
    traffic = new TrafficModel(registry, settings, scenario.start());
    gaps = new UsualGaps(registry, scenario.start(), scenario.start().plus(scenario.learning()));
    flows = new ScenarioFlows(traffic, scenario.dayVariation(), Chance.derived(runSeed, 3), faults);
    int people = scenario.people() > 0 ? scenario.people() : usualPeople();
    // No face may be in a gallery twice.
    int gallerySize =
        population == null ? GALLERY_SIZE : Math.min(GALLERY_SIZE, population.people().size());
    int strangers = Math.max(4, people / PEOPLE_A_STRANGER);
    for (int i = 0; i < people; i++) {
      String gallery = "expected-" + (1 + i / gallerySize);
      travellers.add(Traveller.drawn(i, seed, gallery, scenario.start()));
    }
    for (int i = 0; i < strangers; i++) {
      travellers.add(Traveller.drawnStranger(people + i, seed));
    }
    actors = new Actors(people + strangers, seed, scenario.start());
    for (int i = 0; i < scenario.faults().size(); i++) {
      addFaults(scenario.faults().get(i), i);
    }
    if (population == null) {
      photos = null;
      faces = new DrawnFaces(seed, scenario.unusable());
    } else {
      requirePhotos(population.people().size());
      photos =
          new ScenarioPhotos(
              population,
              travellers.stream().filter(t -> !t.stranger()).toList(),
              actors.all(),
              scenario.unusable());
      faces = photos;
    }
  }

  /**
   * Whether the scenario can be simulated with photos of so many people.
   *
   * @param people rendered, strangers apart
   * @throws IllegalArgumentException when a fault cannot be seen in a photo, people whom faults
   *     send would share faces, or there would be too many photos
   */
  public void requirePhotos(int people) {
    for (int i = 0; i < scenario.faults().size(); i++) {
      if (scenario.faults().get(i).kind() == FaultKind.SCORE_DRIFT) {
        throw notInPhotos(
            "fault " + (i + 1) + " (" + FaultKind.SCORE_DRIFT.faultName() + ")",
            "photos",
            "--embeddings: a network that drifts makes something else of the same photo");
      }
    }
    long sent = actors.all().stream().map(Traveller::number).distinct().count();
    if (sent > people) {
      throw notInPhotos(
          "people whom faults send",
          sent + " and " + people + " rendered people",
          "a face for each of them: --people " + sent);
    }
    double days = Duration.between(scenario.start(), scenario.end()).toMinutes() / 1440.0;
    long captures = (long) (travellersADay() * days * CAPTURES_A_TRAVELLER);
    if (captures > MOST_PHOTOS) {
      throw notInPhotos(
          "photos",
          "about " + captures,
          MOST_PHOTOS + " at most: a lower scale, fewer ports or days, or --embeddings");
    }
  }

  private IllegalArgumentException notInPhotos(String what, String got, String expected) {
    return new IllegalArgumentException(
        "scenario "
            + scenario.name()
            + " with --images: "
            + what
            + ": got "
            + got
            + ", expected "
            + expected);
  }

  /** Twice as many as cross in a day, so that nobody is back within hours. */
  private int usualPeople() {
    return Math.max(LEAST_PEOPLE, (int) (2 * travellersADay()));
  }

  /** On average, faults apart. */
  private double travellersADay() {
    double aYear = 0;
    for (Port port : registry.ports()) {
      aYear += scenario.ports().contains(port.code()) ? port.peoplePerYear() : 0;
    }
    return aYear * scenario.scale() / 365.25;
  }

  private void addFaults(FaultPlan plan, int number) {
    long seed = Chance.derived(Chance.derived(runSeed, 4), number);
    List<FaultPlan.Window> windows = plan.windows(traffic.timeZone(), new Chance(seed));
    for (int i = 0; i < windows.size(); i++) {
      String id = plan.kind().faultName() + "-" + (number + 1) + "-" + (i + 1);
      long own = Chance.derived(seed, i);
      faults.add(
          switch (plan.kind()) {
            case LANE_CLOSED, LANE_SLOW, SURGE, HOLIDAY -> new FlowFault(plan, windows.get(i), id);
            case REPLAYED_PHOTO, IMPOSTOR, DOUBLE_IDENTITY, REPEATED_REJECTION, IMPOSSIBLE_TRAVEL ->
                new EventFault(plan, windows.get(i), id, own, actors, at -> wayInto(plan.to(), at));
            default -> new CaptureFault(plan, windows.get(i), id, own);
          });
    }
  }

  private Optional<TrafficModel.Way> wayInto(Place place, Instant at) {
    return traffic.flow(at).ways().stream().filter(place::holds).findFirst();
  }

  /** Everyone enrolled, with templates; first those of the traffic, then those whom faults need. */
  public void references(Consumer<ReferenceUpdate> each) {
    boolean expired = has(FaultKind.REFERENCES_EXPIRED);
    long[] number = {0};
    for (Traveller traveller : travellers) {
      if (!traveller.stranger()) {
        each.accept(enrolment(traveller, ++number[0]));
        if (expired) {
          each.accept(enrolment(before(traveller), ++number[0]));
        }
      }
    }
    actors.all().forEach(actor -> each.accept(enrolment(actor, ++number[0])));
    if (photos != null && has(FaultKind.MODEL_MISMATCH)) {
      Stream.concat(travellers.stream().filter(t -> !t.stranger()), actors.all().stream())
          .forEach(t -> each.accept(photos.byOtherNetwork(t, position(++number[0]))));
    }
  }

  private boolean has(FaultKind kind) {
    return scenario.faults().stream().anyMatch(f -> f.kind() == kind);
  }

  /** Policies that the faces need, to be loaded with the references. */
  public List<Policy> policies() {
    return faces.policies();
  }

  /** Who is in the photos of a subject: two subjects may have one face. */
  String inPhotosOf(String subjectId) {
    return faces.inPhotosOf(subjectId);
  }

  /** With the passport that a traveller had before, which has expired. */
  private Traveller before(Traveller traveller) {
    Reference r = traveller.reference();
    Reference old =
        new Reference(
            CaptureFault.expiredId(r.referenceId()),
            r.subjectId(),
            r.galleryIds(),
            r.source(),
            r.travellerClass(),
            r.declared(),
            scenario.start().minus(Duration.ofDays(3660)),
            scenario.start().minus(Duration.ofDays(8)),
            null);
    return new Traveller(
        traveller.number(), traveller.subjectId(), traveller.travellerClass(), old, null);
  }

  private ReferenceUpdate enrolment(Traveller traveller, long number) {
    return faces.enrolment(traveller, position(number));
  }

  private static SourcePosition position(long number) {
    return new SourcePosition(Simulator.SOURCE, 0, number);
  }

  /** From the start, in the order of arrival. */
  public Iterator<SimulatedCapture> captures() {
    return new Captures();
  }

  /** What was planted so far; complete when the captures have been taken to their end. */
  public ScenarioTruth truth() {
    List<PlantedAnomaly> planted =
        faults.stream()
            .flatMap(fault -> fault.planted().stream())
            .map(one -> one.silence() ? one.withGap(gaps.where(one)) : one)
            .sorted(Comparator.comparing(PlantedAnomaly::start).thenComparing(PlantedAnomaly::id))
            .toList();
    int lanes =
        registry.ports().stream()
            .filter(port -> scenario.ports().contains(port.code()))
            .flatMap(port -> port.crossings().stream())
            .mapToInt(crossing -> crossing.lanes().size())
            .sum();
    return new ScenarioTruth(
        new Exposure(
            scenario.start().plus(scenario.learning()),
            scenario.end(),
            scenario.ports().size(),
            lanes),
        planted);
  }

  private boolean over(Instant at) {
    return !at.isBefore(scenario.end());
  }

  /** Captures come about in the order of true time, and leave in that of their arrival. */
  private final class Captures implements Iterator<SimulatedCapture> {
    private final Encounters encounters =
        new Encounters(
            runSeed,
            settings,
            travellers,
            traffic.crossingShares(),
            new Chance(Chance.derived(runSeed, 101)),
            DECK_PARTS);
    private final Arrivals arrivals =
        Arrivals.asTheyFlow(
            flows,
            ScenarioSimulator.this::over,
            scenario.start().minus(BEFORE_START),
            scenario.scale(),
            new Chance(Chance.derived(runSeed, 102)));
    private final PriorityQueue<Staged> coming =
        new PriorityQueue<>(
            Comparator.comparing(Staged::at).thenComparing(s -> s.capture().captureId()));
    private final PriorityQueue<Staged> leaving =
        new PriorityQueue<>(
            Comparator.comparing(Staged::receivedAt).thenComparing(s -> s.capture().captureId()));
    private Arrivals.Arrival next = arrivals.next();
    private long captures;

    /** Id of a capture that shows a photo again → the capture that showed it first. */
    private final Map<String, Staged> shownBefore = new HashMap<>();

    @Override
    public boolean hasNext() {
      while (advance()) {
        Staged staged = coming.remove();
        if (!staged.ofFault()) {
          faults.forEach(fault -> fault.react(staged, this::arrives).forEach(s -> add(s, staged)));
        }
        Staged changed = changed(staged);
        if (changed != null) {
          leaving.add(changed);
        }
      }
      return !leaving.isEmpty();
    }

    /** Null where a fault lets nothing arrive. */
    private Staged changed(Staged staged) {
      Staged changed = staged;
      for (Fault fault : faults) {
        changed = changed == null ? null : fault.change(changed);
      }
      Staged first = shownBefore.get(staged.capture().captureId());
      Staged firstChanged = changed == null || first == null ? null : changed(first);
      return firstChanged == null ? changed : changed.through(firstChanged.lens());
    }

    /** A photo that is shown again stays as it was taken, whatever the lens is now. */
    private void add(Staged sent, Staged cause) {
      if (sent.photoSeed() == cause.photoSeed()) {
        shownBefore.put(sent.capture().captureId(), cause);
      }
      coming.add(sent);
    }

    private boolean arrives(Staged staged) {
      return fits(staged)
          && registry.isOpen(staged.capture().crossingId(), staged.at())
          && changed(staged) != null;
    }

    /** Whether something comes that may leave before all that waits; then it is at the head. */
    private boolean advance() {
      while (next != null && (coming.isEmpty() || !coming.peek().at().isBefore(next.at()))) {
        for (Encounters.Planned planned : encounters.of(next)) {
          Staged staged = Staged.of(planned);
          if (fits(staged) && traffic.isOpen(next.way(), staged.at())) {
            coming.add(staged);
          }
        }
        next = arrivals.next();
      }
      return !coming.isEmpty()
          && (leaving.isEmpty() || leaving.peek().receivedAt().isAfter(coming.peek().at()));
    }

    private boolean fits(Staged staged) {
      return !staged.at().isBefore(scenario.start()) && !over(staged.at());
    }

    @Override
    public SimulatedCapture next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the scenario is over");
      }
      Staged staged = leaving.remove();
      gaps.add(staged.capture());
      return new SimulatedCapture(
          faces.sample(staged, position(++captures)), staged.truth(), staged.adjudication());
    }
  }
}
