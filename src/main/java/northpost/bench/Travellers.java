package northpost.bench;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import northpost.domain.Capture;
import northpost.domain.Crossing;
import northpost.domain.Lane;
import northpost.domain.Mode;
import northpost.domain.Port;
import northpost.domain.Probe;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;
import northpost.source.PortRegistryYaml;
import northpost.synthetic.FaceLikeVectors;

/**
 * Drawn references and probes of them. Half of the probes are of people in the gallery, half of
 * strangers; the same number always gives the same probe.
 */
final class Travellers {
  static final String GALLERY = "bench";

  private static final String MODEL = "bench";
  private static final int POOL = 4096;
  private static final long SEED = 11;
  private static final Instant CAPTURED = Instant.parse("2026-06-01T12:00:00Z");

  private final int references;
  private final boolean verification;
  private final FaceLikeVectors vectors;
  private final float[][] pool = new float[POOL][];
  private final List<Port> ports = PortRegistryYaml.shipped().ports();
  private final int[] portByShare = new int[POOL];

  /**
   * Travellers.
   *
   * @param references in the gallery
   * @param verification whether they present a document (1:1), else the gallery is searched (1:N)
   */
  Travellers(int references, int dimension, boolean verification) {
    this.references = references;
    this.verification = verification;
    vectors = new FaceLikeVectors(dimension, SEED);
    double people = ports.stream().mapToLong(Port::peoplePerYear).sum();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < POOL; i++) {
      pool[i] = i % 2 == 0 ? vectors.vector(person(i), 1) : vectors.vector(references + i, 1);
      double left = random.nextDouble() * people;
      int port = 0;
      while (port < ports.size() - 1 && (left -= ports.get(port).peoplePerYear()) > 0) {
        port++;
      }
      portByShare[i] = port;
    }
  }

  int references() {
    return references;
  }

  boolean verification() {
    return verification;
  }

  private int person(int pooled) {
    return (int) (pooled * 7919L % references);
  }

  /** The port of a probe, as its place in the list of ports. */
  int port(long ticket, boolean uniform) {
    return uniform ? (int) (ticket % ports.size()) : portByShare[(int) (ticket % POOL)];
  }

  /** The reference of a number; from the count of references on they come again, changed. */
  ReferenceUpdate reference(long ticket) {
    long person = ticket % references;
    String id = "r-" + person;
    Reference reference =
        new Reference(
            id,
            "s-" + person,
            List.of(GALLERY),
            ReferenceSource.PASSPORT,
            TravellerClass.FOREIGN_NATIONAL,
            null,
            null,
            null,
            new Template(vectors.vector(person, 2 + ticket / references), MODEL));
    return new ReferenceUpdate(
        id, ReferenceUpdate.Kind.ENROL, reference, null, new SourcePosition("bench", 0, ticket));
  }

  Probe probe(long ticket, boolean uniform) {
    int pooled = (int) (ticket % POOL);
    Port port = ports.get(port(ticket, uniform));
    Crossing crossing = port.crossings().get(0);
    Lane lane = crossing.lanes().get(0);
    Instant now = Instant.now();
    return new Probe(
        new Capture(
            captureId(ticket),
            "e-" + ticket,
            null,
            port.code(),
            crossing.crossingId(),
            lane.laneId(),
            lane.cameras().get(0).cameraId(),
            Mode.PEDESTRIAN,
            Zone.PRIMARY,
            CAPTURED,
            verification ? "r-" + person(pooled) : null,
            verification ? null : GALLERY,
            null,
            TravellerClass.FOREIGN_NATIONAL,
            false),
        new SourcePosition("bench", 0, ticket),
        now,
        new Template(pool[pooled], MODEL),
        null,
        List.of(),
        null,
        now);
  }

  private static String captureId(long ticket) {
    return "c-" + ticket;
  }

  /** The number of a probe, from the id of its capture. */
  static long ticket(String captureId) {
    return Long.parseLong(captureId, 2, captureId.length(), 10);
  }
}
