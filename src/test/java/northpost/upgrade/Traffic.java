package northpost.upgrade;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import northpost.domain.Adjudication;
import northpost.domain.AdjudicationOutcome;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.FailureToAcquire;
import northpost.domain.GivenFace;
import northpost.domain.Mode;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.PortRegistry;
import northpost.domain.QualityMeasure;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SeededProbe;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;
import northpost.source.AdjudicationArrival;
import northpost.source.CaptureArrival;
import northpost.source.PolicyArrival;
import northpost.source.PortRegistryYaml;
import northpost.source.ReferenceArrival;
import northpost.testing.Captures;
import northpost.testing.Policies;
import northpost.testing.Vectors;

/**
 * What a released savepoint and the probes after it are made of. It must never change: a savepoint
 * of a release says by number which of these records it has read.
 */
final class Traffic {
  /** Captures that the job of a savepoint reads. */
  static final int BEFORE = 300;

  /** Captures that are replayed on each savepoint, those that come twice among them. */
  static final int AFTER = 10_500;

  private static final int SECONDS_BEFORE = 30;
  private static final int SECONDS_AFTER = 3;
  private static final int PEOPLE = 120;
  private static final int ANSWERS = 100;
  private static final int DIMENSION = 32;
  private static final int PLACES = 4;
  private static final int PARTITIONS = 6;
  private static final String MODEL = "0".repeat(64);
  private static final String WATCHED = "watched";
  private static final List<PortRegistry.CameraPlace> LANES = lanes();
  private static final List<float[]> FACES = faces();

  private Traffic() {}

  /** Which records. */
  enum Stream {
    CAPTURES,
    REFERENCES,
    POLICIES,
    ADJUDICATIONS;

    int count() {
      return switch (this) {
        case CAPTURES -> BEFORE + AFTER;
        case REFERENCES -> PEOPLE + 2;
        case POLICIES -> policies().size();
        case ADJUDICATIONS -> ANSWERS;
      };
    }

    /** Every reader of captures must have one, or event time would not move. */
    int partitions() {
      return this == CAPTURES ? PARTITIONS : 1;
    }

    Object record(int number) {
      switch (this) {
        case CAPTURES:
          return CaptureArrival.of(capture(number));
        case REFERENCES:
          return ReferenceArrival.of(reference(number));
        case POLICIES:
          return PolicyArrival.of(policies().get(number));
        case ADJUDICATIONS:
          return AdjudicationArrival.of(adjudication(number));
      }
      throw new IllegalStateException("unknown stream " + this);
    }
  }

  private static List<PortRegistry.CameraPlace> lanes() {
    List<PortRegistry.CameraPlace> all = new ArrayList<>();
    for (var port : PortRegistryYaml.shipped().ports()) {
      for (var crossing : port.crossings()) {
        for (var lane : crossing.lanes()) {
          all.add(new PortRegistry.CameraPlace(port, crossing, lane, lane.cameras().get(0)));
        }
      }
    }
    List<PortRegistry.CameraPlace> some = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      some.add(all.get(i * all.size() / PLACES));
    }
    return some;
  }

  private static List<float[]> faces() {
    Random random = new Random(20_261_124);
    List<float[]> faces = new ArrayList<>();
    for (int i = 0; i <= 2 * PEOPLE; i++) {
      float[] vector = new float[DIMENSION];
      for (int d = 0; d < DIMENSION; d++) {
        vector[d] = random.nextFloat() - .5f;
      }
      faces.add(Vectors.unit(vector));
    }
    return faces;
  }

  private static float[] seen(int face, int number) {
    Random random = new Random(number);
    float[] vector = FACES.get(face).clone();
    for (int d = 0; d < DIMENSION; d++) {
      vector[d] += (random.nextFloat() - .5f) * .12f;
    }
    return Vectors.unit(vector);
  }

  private static Instant at(int number) {
    return Captures.NOON.plusSeconds(
        (long) Math.min(number, BEFORE) * SECONDS_BEFORE
            + (long) Math.max(0, number - BEFORE) * SECONDS_AFTER);
  }

  /**
   * Two captures an encounter, two encounters a conveyance; now and then a capture comes twice, in
   * one partition, as one lane's do.
   */
  static CapturedSample capture(int record) {
    int number = record % 50 == 49 ? record - PARTITIONS : record;
    PortRegistry.CameraPlace place = LANES.get(number / 4 % PLACES);
    int person = number * 7 % PEOPLE;
    int what = number % 20;
    Mode mode = place.lane().modes().get(0);
    Capture capture =
        new Capture(
            captureId(number),
            "e-" + number / 2,
            mode == Mode.PEDESTRIAN ? null : "v-" + number / 4,
            place.port().code(),
            place.crossing().crossingId(),
            place.lane().laneId(),
            place.camera().cameraId(),
            mode,
            Zone.PRIMARY,
            at(number),
            presented(what, person, number),
            searched(what),
            mode == Mode.PEDESTRIAN ? null : 2,
            number % 3 == 0 ? TravellerClass.US_CITIZEN : TravellerClass.FOREIGN_NATIONAL,
            what == 17,
            what != 18 ? null : number % 40 == 18 ? SeededProbe.MATED : SeededProbe.NON_MATED);
    return new CapturedSample(
        capture,
        new byte[0],
        new SourcePosition("captures", record % PARTITIONS, record),
        at(number).plusMillis(200),
        what == 17 ? null : face(what, person, number));
  }

  private static String captureId(int number) {
    return "c-" + number;
  }

  private static String presented(int what, int person, int number) {
    if (what <= 6 || what == 18 || what == 16) {
      return "r-" + person;
    }
    // One document, again and again, of whom it is not.
    return what == 12 ? "r-1" : what == 15 ? "r-unknown-" + number : null;
  }

  private static String searched(int what) {
    return what >= 7 && what <= 11 || what == 13 || what == 14
        ? RELEASED_GALLERY
        : what == 19 ? WATCHED : null;
  }

  private static final String RELEASED_GALLERY = "released";

  private static GivenFace face(int what, int person, int number) {
    // Now and then the very image of the capture before comes again.
    String digest = String.format("%016x", number % 97 == 96 ? number - 1 : number).repeat(4);
    if (what == 16) {
      return new GivenFace(
          null, new FailureToAcquire(FailureToAcquire.Cause.NO_FACE, "none"), List.of(), digest);
    }
    boolean stranger = what == 12 || what == 13 || what == 18 && number % 40 != 18;
    int face = what == 14 ? 2 * PEOPLE : stranger ? PEOPLE + person : person;
    return new GivenFace(
        new Template(seen(face, number), MODEL),
        null,
        List.of(new QualityMeasure("sharpness", 100 + number % 50)),
        digest);
  }

  /** The last two are of one person under two names; some end while probes are replayed. */
  private static ReferenceUpdate reference(int number) {
    boolean twin = number >= PEOPLE;
    String id = twin ? "r-twin-" + number : "r-" + number;
    Reference reference =
        new Reference(
            id,
            "s" + id.substring(1),
            number % 4 == 0 ? List.of(RELEASED_GALLERY, WATCHED) : List.of(RELEASED_GALLERY),
            ReferenceSource.PASSPORT,
            TravellerClass.FOREIGN_NATIONAL,
            null,
            number % 2 == 0 ? null : Captures.NOON.minusSeconds(86_400),
            number % 10 == 9 ? at(BEFORE + 8 * number) : null,
            new Template(FACES.get(twin ? 2 * PEOPLE : number), MODEL));
    return new ReferenceUpdate(
        id,
        ReferenceUpdate.Kind.ENROL,
        reference,
        null,
        new SourcePosition("references", 0, number));
  }

  /** The second of the watched gallery comes into force while probes are replayed. */
  private static List<Policy> policies() {
    return List.of(
        Policies.policy(WATCHED, 1, PolicyScope.GALLERY, WATCHED, Instant.EPOCH, .9),
        Policies.policy(WATCHED, 2, PolicyScope.GALLERY, WATCHED, at(BEFORE + 600), .995),
        Policies.policy("port", 1, PolicyScope.PORT, LANES.get(0).port().code(), Instant.EPOCH, .97)
            .measured(1e-6, 1_000_000));
  }

  /** Of encounters before the savepoint and after it. */
  private static ReceivedAdjudication adjudication(int number) {
    int encounter = number * 5;
    AdjudicationOutcome[] outcomes = {
      AdjudicationOutcome.SAME_PERSON,
      AdjudicationOutcome.DIFFERENT_PERSON,
      AdjudicationOutcome.INCONCLUSIVE
    };
    return new ReceivedAdjudication(
        new Adjudication(
            "e-" + encounter,
            captureId(2 * encounter),
            outcomes[number % outcomes.length],
            at(2 * encounter).plusSeconds(90),
            "o-1"),
        new SourcePosition("adjudications", 0, number));
  }
}
