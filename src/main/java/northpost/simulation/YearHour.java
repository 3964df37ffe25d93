package northpost.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import northpost.domain.Camera;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.FailureToAcquire;
import northpost.domain.GivenFace;
import northpost.domain.SeededProbe;
import northpost.domain.SourcePosition;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;

/**
 * Draws the traffic of one hour and one part of a {@link SimulatedYear}; nothing but the seed, the
 * part and the hour decides what it is.
 */
final class YearHour {
  static final String SOURCE = "simulated-year";

  /** Share of people in a vehicle, the driver apart, whom no camera sees. */
  static final double MISSED = .03;

  private static final int HOUR_MILLIS = 3_600_000;
  private static final double ONLY_PRE_PRIMARY = .1;
  private static final double CLASS_UNKNOWN = .05;
  private static final double NO_FACE = .01;
  private static final double SENT_TWICE = .001;
  private static final double SEEDED = .001;
  private static final int NUMBER_BITS = 20;

  private static final long CONVEYANCE_ID = 31;
  private static final long ENCOUNTER_ID = 32;
  private static final long CAPTURE_ID = 33;
  private static final long TRAFFIC = 34;
  private static final long DIGEST = 35;
  private static final byte[] NO_PHOTO = {};
  private static final FailureToAcquire NOBODY =
      new FailureToAcquire(
          FailureToAcquire.Cause.NO_FACE, "face: got none, expected one that stands out");

  static final Comparator<CapturedSample> BY_TIME =
      Comparator.<CapturedSample, Instant>comparing(sample -> sample.capture().capturedAt())
          .thenComparingLong(sample -> sample.position().offset());

  private final SimulatedYear year;
  private final YearPlan plan;
  private final YearPeople people;
  private final int part;
  private final int hour;
  private final long startMillis;
  private final Chance chance;
  private final int[] dealt;
  private final List<CapturedSample> captures = new ArrayList<>();
  private int conveyances;
  private int encounters;
  private int numbers;

  private YearHour(SimulatedYear year, int part, int hour) {
    this.year = year;
    this.part = part;
    this.hour = hour;
    plan = YearPlan.of(year);
    people = YearPeople.of(year);
    startMillis = year.hour(hour).toEpochMilli();
    chance =
        new Chance(
            Chance.derived(
                Chance.derived(year.seed(), TRAFFIC), (long) hour * year.parts() + part));
    dealt = new int[plan.groups()];
    for (int group = 0; group < dealt.length; group++) {
      int seats = plan.bench(part, group, hour).seats();
      dealt[group] = seats == 0 ? 0 : chance.below(seats);
    }
  }

  /** The captures of those who come in an hour, in order of time; the last may be of the next. */
  static List<CapturedSample> of(SimulatedYear year, int part, int hour) {
    return new YearHour(year, part, hour).draw();
  }

  private List<CapturedSample> draw() {
    for (int way = 0; way < plan.ways().size(); way++) {
      double perMilli = plan.conveyances(hour, way) / year.parts() / HOUR_MILLIS;
      if (perMilli > 0) {
        double at = chance.untilNext(perMilli);
        while (at < HOUR_MILLIS) {
          conveyance(way, startMillis + (long) at);
          at += chance.untilNext(perMilli);
        }
      }
    }
    captures.sort(BY_TIME);
    return captures;
  }

  private void conveyance(int way, long atMillis) {
    Conveyance conveyance = plan.ways().get(way).conveyance();
    int group = plan.group(way);
    int manifest = YearPlan.manifest(conveyance);
    // The first seat of the next manifest.
    dealt[group] = (dealt[group] + manifest - 1) / manifest * manifest;
    int occupants = Math.min(conveyance.occupants(chance), manifest == 1 ? 100 : manifest);
    boolean alone = conveyance == Conveyance.PEDESTRIAN;
    String conveyanceId = alone ? null : id("v-", CONVEYANCE_ID, conveyances++);
    double later = 0;
    for (int i = 0; i < occupants; i++) {
      boolean missed = conveyance == Conveyance.VEHICLE && i > 0 && chance.happens(MISSED);
      if (!missed) {
        encounter(way, conveyanceId, alone ? null : occupants, atMillis + (long) later);
      }
      later += 1000 * conveyance.secondsApart() * chance.between(.5, 1.5);
    }
  }

  private int next(int group) {
    YearPlan.Bench bench = plan.bench(part, group, hour);
    int seat = dealt[group]++ % bench.seats();
    return bench.first() + seat;
  }

  private void encounter(int way, String conveyanceId, Integer occupants, long atMillis) {
    TrafficModel.Way in = plan.ways().get(way);
    int named = next(plan.group(way));
    boolean stranger = chance.happens(TrafficSettings.DEFAULT_STRANGERS);
    boolean optedOut = chance.happens(TrafficSettings.DEFAULT_OPT_OUTS);
    boolean verification = chance.happens(in.conveyance().verification());
    int person = stranger ? people.stranger(chance) : named;
    SeededProbe seeded =
        !chance.happens(SEEDED) ? null : stranger ? SeededProbe.NON_MATED : SeededProbe.MATED;
    TravellerClass travellerClass =
        chance.happens(CLASS_UNKNOWN) ? TravellerClass.UNKNOWN : people.travellerClass(named);
    String encounterId = id("e-", ENCOUNTER_ID, encounters++);
    Camera booth = camera(in, Zone.PRIMARY);
    Camera before = camera(in, Zone.PRE_PRIMARY);
    boolean hasBefore = before.zone() == Zone.PRE_PRIMARY;
    boolean twice = !optedOut && chance.happens(Encounters.SECOND_CAPTURE);
    boolean early = hasBefore && (twice || chance.happens(ONLY_PRE_PRIMARY));
    for (int shot = 0; shot < (twice ? 2 : 1); shot++) {
      Camera camera = early && shot == 0 ? before : booth;
      long later =
          shot == 0
              ? 0
              : (long) (1000 * (hasBefore ? chance.between(5, 15) : chance.between(1, 3)));
      add(
          new Capture(
              id("c-", CAPTURE_ID, numbers),
              encounterId,
              conveyanceId,
              in.port().code(),
              in.crossing().crossingId(),
              in.lane().laneId(),
              camera.cameraId(),
              in.conveyance().mode(),
              camera.zone(),
              Instant.ofEpochMilli(atMillis + later),
              verification ? people.referenceId(named) : null,
              verification ? null : people.galleryId(named),
              occupants,
              travellerClass,
              optedOut,
              seeded),
          optedOut ? null : face(person));
    }
  }

  private GivenFace face(int person) {
    String digest = digest(number(numbers));
    return chance.happens(NO_FACE)
        ? new GivenFace(null, NOBODY, List.of(), digest)
        : new GivenFace(people.template(person, chance), null, people.quality(chance), digest);
  }

  private void add(Capture capture, GivenFace face) {
    captures.add(sample(capture, face));
    if (chance.happens(SENT_TWICE)) {
      captures.add(sample(capture, face));
    }
  }

  private CapturedSample sample(Capture capture, GivenFace face) {
    return new CapturedSample(
        capture,
        NO_PHOTO,
        new SourcePosition(SOURCE, part, number(numbers++)),
        capture.capturedAt(),
        face);
  }

  private static Camera camera(TrafficModel.Way way, Zone zone) {
    for (Camera camera : way.lane().cameras()) {
      if (camera.zone() == zone) {
        return camera;
      }
    }
    return way.lane().cameras().get(0);
  }

  /** A number that no other of its kind in the year has. */
  private long number(int ofHour) {
    return ((long) hour * year.parts() + part << NUMBER_BITS) + ofHour;
  }

  private String id(String prefix, long purpose, int ofHour) {
    return Chance.id(prefix, Chance.derived(year.seed(), purpose), number(ofHour));
  }

  /** As long as a SHA-256, and as different. */
  private String digest(long number) {
    long seed = Chance.derived(Chance.derived(year.seed(), DIGEST), number);
    StringBuilder digest = new StringBuilder(64);
    for (int i = 0; i < 4; i++) {
      digest.append(HexFormat.of().toHexDigits(Chance.derived(seed, i)));
    }
    return digest.toString();
  }
}
