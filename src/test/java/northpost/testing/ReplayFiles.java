package northpost.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import northpost.domain.Adjudication;
import northpost.domain.Capture;
import northpost.domain.Policy;
import northpost.domain.ReferenceUpdate;
import northpost.replay.Replay;
import northpost.replay.ReplaySummary;
import northpost.wire.json.AdjudicationJson;
import northpost.wire.json.CaptureJson;
import northpost.wire.json.PolicyJson;
import northpost.wire.json.ReferenceJson;

/** The input of a replay in the making, and its results as JSON. */
public final class ReplayFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern MAY_DIFFER =
      Pattern.compile(",?\"((?:decidedAt|rejectedAt)\":\"[^\"]*\"|\\w*Latency\\w*\":-?\\d+)");

  private final Path folder;
  private final List<String> captures = new ArrayList<>();
  private final List<String> references = new ArrayList<>();
  private final List<String> policies = new ArrayList<>();
  private final List<String> adjudications = new ArrayList<>();

  private ReplayFiles(Path folder) {
    this.folder = folder;
  }

  public static ReplayFiles empty(Path folder) {
    return new ReplayFiles(folder);
  }

  /** With all rendered people enrolled, and their policy. */
  public static ReplayFiles with(RenderedFacesFixture faces, Path folder) {
    return empty(folder).people(faces);
  }

  /** Enrols all rendered people under their policy. */
  public ReplayFiles people(RenderedFacesFixture faces) {
    for (int person = 0; person < RenderedFacesFixture.PEOPLE; person++) {
      reference(faces.enrolment(person));
    }
    return policy(faces.policy());
  }

  public ReplayFiles policy(Policy policy) {
    policies.add(PolicyJson.write(policy));
    return this;
  }

  public ReplayFiles reference(ReferenceUpdate update) {
    references.add(ReferenceJson.write(update));
    return this;
  }

  public ReplayFiles adjudication(Adjudication adjudication) {
    adjudications.add(AdjudicationJson.write(adjudication));
    return this;
  }

  /** Adds a line and returns its number, from 1. */
  public int capture(Capture capture, byte[] image) {
    return captureLine(CaptureJson.write(capture, image));
  }

  /** Adds any text as a line and returns its number, from 1. */
  public int captureLine(String line) {
    captures.add(line);
    return captures.size();
  }

  public ReplayFiles write() throws IOException {
    Files.createDirectories(folder);
    Files.write(captureFile(), captures);
    Files.write(referenceFile(), references);
    Files.write(policyFile(), policies);
    Files.write(adjudicationFile(), adjudications);
    return this;
  }

  public Path captureFile() {
    return folder.resolve("captures.ndjson");
  }

  public Path referenceFile() {
    return folder.resolve("references.ndjson");
  }

  public Path policyFile() {
    return folder.resolve("policies.ndjson");
  }

  public Path adjudicationFile() {
    return folder.resolve("adjudications.ndjson");
  }

  /** Runs a replay over them; its results are in the output folder. */
  public ReplaySummary replay(Path output, int parallelism, Map<String, String> settings)
      throws Exception {
    return new Replay(
            captureFile(),
            referenceFile(),
            policyFile(),
            adjudicationFile(),
            output,
            true,
            parallelism,
            settings)
        .run(progress -> {});
  }

  /** The lines of a file of results. */
  public static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  /**
   * The lines of a file of results, sorted, without what may differ between two runs: the time of
   * decision, and latencies.
   */
  public static List<String> comparable(Path file) throws IOException {
    return comparable(Files.readAllLines(file));
  }

  /** The same of lines. */
  public static List<String> comparable(List<String> lines) {
    return lines.stream().map(line -> MAY_DIFFER.matcher(line).replaceAll("")).sorted().toList();
  }
}
