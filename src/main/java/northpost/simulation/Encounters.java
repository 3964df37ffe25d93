package northpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.Adjudication;
import northpost.domain.AdjudicationOutcome;
import northpost.domain.Camera;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;
import northpost.synthetic.RenderedPerson;

/** What happens when a conveyance is at its lane: who is in it, and what the cameras take. */
final class Encounters {
  /** Share of encounters with a second photo. */
  static final double SECOND_CAPTURE = .3;

  /** Share of encounters whose only photo is taken before the booth, where a camera is there. */
  private static final double ONLY_PRE_PRIMARY = .1;

  /** Share of people in a vehicle, the driver apart, whom no camera sees. */
  private static final double MISSED = .03;

  /** Share of captures that reach the system without the traveller's class. */
  private static final double CLASS_UNKNOWN = .05;

  /** Share of the mated encounters that an officer looks at all the same. */
  private static final double CHECKED = .03;

  private static final int OFFICERS_PER_PORT = 6;

  private static final long CONVEYANCE_ID = 1;
  private static final long ENCOUNTER_ID = 2;
  private static final long CAPTURE_ID = 3;
  private static final long PHOTO = 4;
  private static final long OFFICER = 5;

  private final long seed;
  private final TrafficSettings settings;
  private final Chance chance;
  private final List<Traveller> people;
  private final Map<String, Deck<Traveller>> enrolled = new HashMap<>();
  private final Deck<Traveller> strangers;
  private long conveyances;
  private long encounters;
  private long captures;

  /**
   * @param crossings crossingId → its part of the travellers; each has people of its own
   * @param deckParts see {@link Deck}
   */
  Encounters(
      long seed,
      TrafficSettings settings,
      List<Traveller> travellers,
      Map<String, Double> crossings,
      Chance chance,
      int deckParts) {
    this.seed = seed;
    this.settings = settings;
    this.chance = chance;
    people = travellers.stream().filter(t -> !t.stranger()).toList();
    Homes.of(people, crossings)
        .forEach((id, of) -> enrolled.put(id, new Deck<>(of, chance, deckParts)));
    strangers =
        new Deck<>(travellers.stream().filter(Traveller::stranger).toList(), chance, deckParts);
    if (settings.strangers() > 0 && strangers.isEmpty()) {
      throw new IllegalArgumentException(
          "population: got no strangers, expected at least one for a share of "
              + settings.strangers());
    }
  }

  /** Photos of one traveller on average. */
  double capturesPerTraveller() {
    return settings.optOuts() + (1 - settings.optOuts()) * (1 + SECOND_CAPTURE);
  }

  /**
   * A capture whose photo is not made yet.
   *
   * @param traveller whose face is in the photo
   * @param photo null when the traveller opted out, or the face is drawn
   * @param photoSeed fixes the camera's variation
   */
  record Planned(
      Capture capture,
      Truth truth,
      Adjudication adjudication,
      Traveller traveller,
      RenderedPerson.Photo photo,
      long photoSeed) {}

  /** All captures of a conveyance that comes now. */
  List<Planned> of(Arrivals.Arrival arrival) {
    Conveyance conveyance = arrival.way().conveyance();
    int occupants = conveyance.occupants(chance);
    boolean alone = conveyance == Conveyance.PEDESTRIAN;
    String conveyanceId =
        alone ? null : Chance.id("v-", Chance.derived(seed, CONVEYANCE_ID), conveyances++);
    List<Planned> planned = new ArrayList<>();
    double seconds = 0;
    for (int i = 0; i < occupants; i++) {
      boolean missed = conveyance == Conveyance.VEHICLE && i > 0 && chance.happens(MISSED);
      if (!missed) {
        Instant at = arrival.at().plusMillis((long) (1000 * seconds));
        encounter(arrival.way(), conveyanceId, alone ? null : occupants, at, planned);
      }
      seconds += conveyance.secondsApart() * chance.between(.5, 1.5);
    }
    return planned;
  }

  private void encounter(
      TrafficModel.Way way,
      String conveyanceId,
      Integer occupants,
      Instant at,
      List<Planned> planned) {
    boolean stranger = chance.happens(settings.strangers());
    boolean optedOut = chance.happens(settings.optOuts());
    boolean verification = chance.happens(way.conveyance().verification());
    Traveller traveller =
        stranger ? strangers.deal() : enrolled.get(way.crossing().crossingId()).deal();
    // A stranger comes with somebody's document; which one is chance.
    Traveller named = stranger ? chance.oneOf(people) : traveller;
    TravellerClass travellerClass =
        chance.happens(CLASS_UNKNOWN) ? TravellerClass.UNKNOWN : traveller.travellerClass();
    String encounterId = Chance.id("e-", Chance.derived(seed, ENCOUNTER_ID), encounters++);
    List<Shot> shots = shots(way, optedOut);
    for (int i = 0; i < shots.size(); i++) {
      Shot shot = shots.get(i);
      long number = captures++;
      Capture capture =
          new Capture(
              Chance.id("c-", Chance.derived(seed, CAPTURE_ID), number),
              encounterId,
              conveyanceId,
              way.port().code(),
              way.crossing().crossingId(),
              way.lane().laneId(),
              shot.camera.cameraId(),
              way.conveyance().mode(),
              shot.camera.zone(),
              Instant.ofEpochMilli(at.plus(shot.later).toEpochMilli()),
              verification ? named.reference().referenceId() : null,
              verification ? null : named.galleryId(),
              occupants,
              travellerClass,
              optedOut);
      Truth truth =
          new Truth(
              capture.captureId(),
              encounterId,
              traveller.subjectId(),
              !stranger && !optedOut,
              stranger,
              optedOut,
              optedOut
                  ? ComparisonKind.NONE
                  : verification ? ComparisonKind.VERIFICATION : ComparisonKind.IDENTIFICATION);
      boolean last = i == shots.size() - 1;
      planned.add(
          new Planned(
              capture,
              truth,
              last ? adjudication(capture, truth) : null,
              traveller,
              optedOut || traveller.drawn() ? null : chance.oneOf(traveller.person().photos()),
              Chance.derived(Chance.derived(seed, PHOTO), number)));
    }
  }

  /** A camera's photo, this long after the traveller has come. */
  private record Shot(Camera camera, Duration later) {}

  private List<Shot> shots(TrafficModel.Way way, boolean optedOut) {
    Camera booth = camera(way, Zone.PRIMARY);
    Camera before = camera(way, Zone.PRE_PRIMARY);
    boolean twice = !optedOut && chance.happens(SECOND_CAPTURE);
    boolean hasBefore = before.zone() == Zone.PRE_PRIMARY;
    if (!twice) {
      boolean early = hasBefore && chance.happens(ONLY_PRE_PRIMARY);
      return List.of(new Shot(early ? before : booth, Duration.ZERO));
    }
    double later = hasBefore ? chance.between(5, 15) : chance.between(1, 3);
    return List.of(
        new Shot(hasBefore ? before : booth, Duration.ZERO),
        new Shot(booth, Duration.ofMillis((long) (1000 * later))));
  }

  /** The lane's camera that looks there, or else its first. */
  static Camera camera(TrafficModel.Way way, Zone zone) {
    List<Camera> cameras = way.lane().cameras();
    return cameras.stream().filter(c -> c.zone() == zone).findFirst().orElse(cameras.get(0));
  }

  /** Every stranger is looked at by an officer, and now and then somebody who is no stranger. */
  private Adjudication adjudication(Capture capture, Truth truth) {
    boolean checked = chance.happens(CHECKED);
    double after = chance.between(20, 180);
    int officer = chance.below(OFFICERS_PER_PORT);
    if (truth.optedOut() || !(truth.stranger() || checked)) {
      return null;
    }
    return new Adjudication(
        capture.encounterId(),
        capture.captureId(),
        truth.stranger() ? AdjudicationOutcome.DIFFERENT_PERSON : AdjudicationOutcome.SAME_PERSON,
        capture.capturedAt().plusMillis((long) (1000 * after)),
        Chance.id(
            "o-",
            Chance.derived(seed, OFFICER),
            Long.parseLong(capture.portCode()) * OFFICERS_PER_PORT + officer));
  }
}
