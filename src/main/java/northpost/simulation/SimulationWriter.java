package northpost.simulation;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import northpost.domain.Adjudication;
import northpost.domain.Policy;
import northpost.domain.ReferenceUpdate;
import northpost.scoring.ScenarioTruth;
import northpost.wire.json.AdjudicationJson;
import northpost.wire.json.CaptureJson;
import northpost.wire.json.JsonLine;
import northpost.wire.json.PolicyJson;
import northpost.wire.json.ReferenceJson;

/**
 * Writes a simulation as files: references, policies, captures, adjudications and truth as a JSON
 * record a line, photos as JPEGs beside them where there are any. The same records give the same
 * bytes.
 */
public final class SimulationWriter implements Closeable {
  /** The file that says what a scenario planted. */
  public static final String PLANTED = "planted.ndjson";

  private static final String IMAGES = "images";

  private final Path directory;
  private final BufferedWriter references;
  private final BufferedWriter policies;
  private final BufferedWriter captures;
  private final BufferedWriter adjudications;
  private final BufferedWriter truth;
  private boolean hasImages;

  /** What officers will find later than the captures written so far. */
  private final PriorityQueue<Adjudication> waiting =
      new PriorityQueue<>(
          Comparator.comparing(Adjudication::adjudicatedAt).thenComparing(Adjudication::captureId));

  /**
   * @param directory made when it is not there
   * @throws IOException when it cannot be made, or something is in it already
   */
  public SimulationWriter(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory);
    requireEmpty(directory);
    references = lines("references.ndjson");
    policies = lines("policies.ndjson");
    captures = lines("captures.ndjson");
    adjudications = lines("adjudications.ndjson");
    truth = lines("truth.ndjson");
  }

  /** Old files are never mixed with new ones, nor deleted unasked. */
  private static void requireEmpty(Path directory) throws IOException {
    try (Stream<Path> inside = Files.list(directory)) {
      long entries = inside.count();
      if (entries > 0) {
        throw new IOException(
            "output folder "
                + directory
                + ": got one with "
                + entries
                + " entries in it, expected an empty or a new one");
      }
    }
  }

  private BufferedWriter lines(String file) throws IOException {
    return Files.newBufferedWriter(directory.resolve(file));
  }

  public void write(ReferenceUpdate enrolment) throws IOException {
    byte[] photo = enrolment.image();
    String image = photo == null ? null : image(enrolment.referenceId(), photo);
    line(references, ReferenceJson.write(enrolment, image));
  }

  public void write(Policy policy) throws IOException {
    line(policies, PolicyJson.write(policy));
  }

  /**
   * The capture, the truth about it, and the adjudication where there is one. Captures come in the
   * order of their arrival; adjudications are put into the order of theirs.
   */
  public void write(SimulatedCapture simulated) throws IOException {
    String id = simulated.truth().captureId();
    String image = image(id, simulated.sample().image());
    line(captures, CaptureJson.write(simulated.sample(), image));
    line(truth, json(simulated.truth()));
    if (simulated.adjudication() != null) {
      waiting.add(simulated.adjudication());
    }
    Instant now = simulated.sample().receivedAt();
    while (!waiting.isEmpty() && waiting.peek().adjudicatedAt().isBefore(now)) {
      line(adjudications, AdjudicationJson.write(waiting.remove()));
    }
  }

  /** What a scenario planted among the captures. */
  public void write(ScenarioTruth planted) throws IOException {
    Files.write(directory.resolve(PLANTED), planted.lines());
  }

  private static String json(Truth t) {
    return new JsonLine()
        .put("captureId", t.captureId())
        .put("encounterId", t.encounterId())
        .put("subjectId", t.subjectId())
        .put("mated", t.mated())
        .put("stranger", t.stranger())
        .put("optedOut", t.optedOut())
        .put("comparison", t.comparison())
        .toString();
  }

  /** Writes a photo and returns its path in the folder; null where there is none. */
  private String image(String id, byte[] jpeg) throws IOException {
    if (jpeg.length == 0) {
      return null;
    }
    if (!hasImages) {
      Files.createDirectory(directory.resolve(IMAGES));
      hasImages = true;
    }
    String path = IMAGES + "/" + id + ".jpg";
    Files.write(directory.resolve(path), jpeg);
    return path;
  }

  private static void line(BufferedWriter file, String json) throws IOException {
    file.write(json);
    file.write('\n');
  }

  @Override
  public void close() throws IOException {
    try (references;
        policies;
        captures;
        adjudications;
        truth) {
      while (!waiting.isEmpty()) {
        line(adjudications, AdjudicationJson.write(waiting.remove()));
      }
    }
  }
}
