package northpost.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import northpost.domain.Camera;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Zone;
import northpost.scoring.PlantedAnomaly;

/**
 * Somebody comes whom a fault sends, after the first ordinary traveller of the place at its time.
 */
final class EventFault implements Fault {
  /** The photos of those who are sent are better than most, so that chance hides none of them. */
  private static final Staged.Lens GOOD = new Staged.Lens(0, -.03, false);

  /** So that no photo has the seed of an id. */
  private static final long PHOTO = 1000;

  private final FaultPlan plan;
  private final FaultPlan.Window window;
  private final String id;
  private final long seed;
  private final Traveller first;
  private final Traveller second;
  private final Destination destination;
  private List<Capture> sent = List.of();
  private int ids;
  private int photos;

  /** Ways into the crossing that a journey ends at. */
  interface Destination {
    /** A way that is open then; empty where there is none. */
    Optional<TrafficModel.Way> openAt(Instant instant);
  }

  EventFault(
      FaultPlan plan,
      FaultPlan.Window window,
      String id,
      long seed,
      Actors actors,
      Destination destination) {
    this.plan = plan;
    this.window = window;
    this.id = id;
    this.seed = seed;
    this.destination = destination;
    boolean needsNobody = plan.kind() == FaultKind.REPLAYED_PHOTO;
    first = needsNobody ? null : actors.enrolled();
    second =
        switch (plan.kind()) {
          case DOUBLE_IDENTITY -> actors.again(first);
          case IMPOSTOR -> plan.number("known") > 0 ? actors.enrolled() : actors.stranger();
          case REPEATED_REJECTION -> actors.stranger();
          default -> null;
        };
  }

  @Override
  public List<Staged> react(Staged s, Predicate<Staged> arrives) {
    boolean due = sent.isEmpty() && window.holds(s.at()) && plan.place().holds(s.capture());
    if (!due || s.capture().optedOut() || s.capture().zone() != Zone.PRIMARY) {
      return List.of();
    }
    List<Staged> staged =
        switch (plan.kind()) {
          case REPLAYED_PHOTO -> replayed(s);
          case IMPOSTOR -> impostor(s);
          case DOUBLE_IDENTITY -> searched(s);
          case REPEATED_REJECTION -> refused(s);
          case IMPOSSIBLE_TRAVEL -> travelled(s);
          default -> throw new IllegalStateException(plan.kind() + " sends nobody");
        };
    if (!staged.stream().allMatch(arrives)) {
      return List.of();
    }
    sent = staged.stream().map(Staged::capture).toList();
    return plan.kind() == FaultKind.REPLAYED_PHOTO ? afterOriginal(s, staged) : staged;
  }

  /** The photo was taken before: it belongs to what is to be found, and is not sent again. */
  private List<Staged> afterOriginal(Staged original, List<Staged> replays) {
    sent = new ArrayList<>(List.of(original.capture()));
    replays.forEach(r -> sent.add(r.capture()));
    return replays;
  }

  private List<Staged> replayed(Staged s) {
    Capture copy = newcomer(s).capturedAt(later(s, plan.number("minutes") * 60)).make();
    Truth t = s.truth();
    Truth truth =
        new Truth(
            copy.captureId(),
            copy.encounterId(),
            t.subjectId(),
            t.mated(),
            t.stranger(),
            t.optedOut(),
            t.comparison());
    return List.of(
        Staged.of(copy, truth, null, s.face(), s.photo(), s.photoSeed(), true).through(s.lens()));
  }

  /** Searched before the booth as one, at the booth with the document of another. */
  private List<Staged> impostor(Staged s) {
    String encounterId = newId("e-");
    Instant at = later(s, 20);
    List<Staged> staged = new ArrayList<>();
    if (!second.stranger()) {
      Capture search =
          new CaptureCopy(s.capture())
              .ids(newId("c-"), encounterId)
              .capturedAt(at)
              .galleryId(Actors.GALLERY)
              .make();
      staged.add(of(search, second, true, ComparisonKind.IDENTIFICATION));
    }
    Capture booth =
        new CaptureCopy(s.capture())
            .ids(newId("c-"), encounterId)
            .capturedAt(at.plusSeconds(8))
            .presentedReferenceId(first.reference().referenceId())
            .make();
    staged.add(of(booth, second, false, ComparisonKind.VERIFICATION));
    return staged;
  }

  private List<Staged> searched(Staged s) {
    List<Staged> staged = new ArrayList<>();
    for (int i = 0; i < tries(); i++) {
      Capture search = newcomer(s).capturedAt(ofTries(s, i)).galleryId(Actors.GALLERY).make();
      staged.add(of(search, first, true, ComparisonKind.IDENTIFICATION));
    }
    return staged;
  }

  private List<Staged> refused(Staged s) {
    List<Staged> staged = new ArrayList<>();
    for (int i = 0; i < tries(); i++) {
      Capture booth =
          newcomer(s)
              .capturedAt(ofTries(s, i))
              .presentedReferenceId(first.reference().referenceId())
              .make();
      staged.add(of(booth, second, false, ComparisonKind.VERIFICATION));
    }
    return staged;
  }

  private List<Staged> travelled(Staged s) {
    Instant there = later(s, 20 + plan.number("minutes") * 60);
    Optional<TrafficModel.Way> way = destination.openAt(there);
    if (way.isEmpty()) {
      return List.of();
    }
    String document = first.reference().referenceId();
    Capture here = newcomer(s).capturedAt(later(s, 20)).presentedReferenceId(document).make();
    Camera booth = Encounters.camera(way.get(), Zone.PRIMARY);
    Capture far =
        newcomer(s).at(way.get(), booth).capturedAt(there).presentedReferenceId(document).make();
    return List.of(
        of(here, first, true, ComparisonKind.VERIFICATION),
        of(far, first, true, ComparisonKind.VERIFICATION));
  }

  private int tries() {
    return (int) plan.number("tries");
  }

  /** The tries are spread evenly over the minutes of the plan. */
  private Instant ofTries(Staged s, int number) {
    return later(s, 20 + 60 * plan.number("minutes") * number / tries());
  }

  private static Instant later(Staged s, double seconds) {
    return s.at().plusMillis((long) (1000 * seconds));
  }

  private CaptureCopy newcomer(Staged s) {
    return new CaptureCopy(s.capture()).ids(newId("c-"), newId("e-"));
  }

  private String newId(String prefix) {
    return Chance.id(prefix, seed, ids++);
  }

  private Staged of(Capture capture, Traveller face, boolean mated, ComparisonKind comparison) {
    Truth truth =
        new Truth(
            capture.captureId(),
            capture.encounterId(),
            face.subjectId(),
            mated,
            face.stranger(),
            false,
            comparison);
    return Staged.of(capture, truth, null, face, null, Chance.derived(seed, PHOTO + photos++), true)
        .through(GOOD);
  }

  @Override
  public Optional<PlantedAnomaly> planted() {
    return sent.isEmpty() ? Optional.empty() : Optional.of(Planting.of(plan, sent, id));
  }
}
