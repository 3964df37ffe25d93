package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import northpost.testing.ReplayFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A scenario with photos through the whole job and the real networks, by the commands. */
class ScenarioImagesITCase {
  private static final String DAY =
      """
      title: a day of little traffic, with photos
      start: "2025-06-02"
      days: 1
      ports: ["0701"]
      scale: 0.06
      people: 18
      strangers: 0.05
      unusable: 0
      seededProbes: 0.05
      faults:
        - {fault: poor-light, at: 0701-ogdensburg-v1, from: 6h, until: 12h, share: 1}
        - {fault: lens-fogged, at: 0701-ogdensburg-v2, from: 6h, until: 15h, fog: 1}
        - {fault: replayed-photo, at: "0701", from: 15h, until: 21h, times: 2, minutes: 20}
        - {fault: impostor, at: "0701", from: 15h, until: 21h, times: 2}
        - {fault: double-identity, at: "0701", from: 15h, until: 18h, tries: 4, minutes: 120}
        - {fault: model-mismatch, at: "0701", from: 22h, until: 24h}
      """;

  private static final Instant START = Instant.parse("2025-06-02T04:00:00Z");

  @TempDir static Path folder;
  private static final Map<String, JsonNode> CAPTURES = new HashMap<>();
  private static final Map<String, JsonNode> TRUTH = new HashMap<>();
  private static final List<JsonNode> DECISIONS = new ArrayList<>();
  private static final Map<String, JsonNode> PLANTED = new HashMap<>();
  private static List<JsonNode> anomalies;

  @BeforeAll
  static void simulateAndRun() throws Exception {
    Path scenario = Files.writeString(folder.resolve("day.yaml"), DAY);
    Path traffic = folder.resolve("traffic");
    Path found = folder.resolve("found");
    command(
        "simulate",
        "--scenario=" + scenario,
        "--images",
        "--people=6",
        "--seed=3",
        "--output=" + traffic);
    command(
        "simulate", "--scenario=" + scenario, "--seed=3", "--output=" + folder.resolve("drawn"));
    command(
        "run",
        "--references=" + traffic.resolve("references.ndjson"),
        "--captures=" + traffic.resolve("captures.ndjson"),
        "--output=" + found);
    index(CAPTURES, traffic.resolve("captures.ndjson"), "captureId");
    index(TRUTH, traffic.resolve("truth.ndjson"), "captureId");
    index(PLANTED, traffic.resolve("planted.ndjson"), "id");
    DECISIONS.addAll(ReplayFiles.read(found.resolve("decisions.ndjson")));
    anomalies = ReplayFiles.read(found.resolve("anomalies.ndjson"));
  }

  private static void command(String... arguments) {
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new Northpost())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    assertThat(exit).as(err.toString()).isZero();
  }

  private static void index(Map<String, JsonNode> map, Path file, String key) throws Exception {
    for (JsonNode line : ReplayFiles.read(file)) {
      if (line.has(key)) {
        map.put(line.get(key).asText(), line);
      }
    }
  }

  /** Hours since the start, of the capture that a decision is about. */
  private static double hour(JsonNode decision) {
    Instant at =
        Instant.parse(CAPTURES.get(decision.get("captureId").asText()).get("capturedAt").asText());
    return (at.toEpochMilli() - START.toEpochMilli()) / 3.6e6;
  }

  private static boolean at(String lane, double from, double until, JsonNode decision) {
    return decision.get("laneId").asText().equals("0701-ogdensburg-" + lane)
        && hour(decision) >= from
        && hour(decision) < until;
  }

  private static boolean mismatch(JsonNode decision) {
    return hour(decision) >= 22;
  }

  private static boolean clear(JsonNode decision) {
    return !at("v1", 6, 12, decision) && !at("v2", 6, 15, decision) && !mismatch(decision);
  }

  private static JsonNode truth(JsonNode decision) {
    return TRUTH.get(decision.get("captureId").asText());
  }

  /** Outcomes of what is compared. */
  private static List<String> outcomes(Predicate<JsonNode> which) {
    return DECISIONS.stream()
        .filter(d -> !truth(d).get("optedOut").asBoolean())
        .filter(which)
        .map(d -> d.get("outcome").asText())
        .toList();
  }

  private static double share(List<String> outcomes, String outcome) {
    return outcomes.stream().filter(outcome::equals).count() / (double) outcomes.size();
  }

  private static double sharpness(double from, double until) {
    return DECISIONS.stream()
        .filter(d -> at("v2", from, until, d))
        .flatMap(d -> StreamSupport.stream(d.path("quality").spliterator(), false))
        .filter(m -> m.get("measure").asText().equals("Sharpness"))
        .mapToDouble(m -> m.get("value").asDouble())
        .average()
        .orElseThrow();
  }

  private static Set<String> ids(JsonNode planted) {
    Set<String> ids = new TreeSet<>();
    (planted.has("captureIds") ? planted.get("captureIds") : planted.path("evidence"))
        .forEach(id -> ids.add(id.asText()));
    return ids;
  }

  private static JsonNode decision(String captureId) {
    return DECISIONS.stream()
        .filter(d -> d.get("captureId").asText().equals(captureId))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTruthIsThatOfTheSameScenarioWithDrawnFaces() throws Exception {
    for (String file : List.of("planted.ndjson", "adjudications.ndjson")) {
      assertThat(folder.resolve("traffic").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("drawn").resolve(file));
    }
    assertThat(travellers("traffic")).isNotEmpty().isEqualTo(travellers("drawn"));
  }

  /** Test captures apart: with photos, galleries may share faces. */
  private static List<String> travellers(String traffic) throws Exception {
    return Files.readAllLines(folder.resolve(traffic).resolve("truth.ndjson")).stream()
        .filter(line -> !line.contains("-seeded"))
        .toList();
  }

  @Test
  void travellersMatchTheirOwnReferenceAndNobodyElses() {
    Set<String> twice = ids(PLANTED.get("double-identity-5-1"));
    List<String> mated =
        outcomes(
            d ->
                clear(d)
                    && truth(d).get("mated").asBoolean()
                    && !twice.contains(d.get("captureId").asText()));
    assertThat(mated).hasSizeGreaterThan(30);
    assertThat(share(mated, "MATCH")).isGreaterThan(.95);

    List<String> others = outcomes(d -> !truth(d).get("mated").asBoolean());
    assertThat(others).hasSizeGreaterThan(3).doesNotContain("MATCH");
  }

  @Test
  void poorLightLeavesNothingToMatch() {
    List<String> dark = outcomes(d -> at("v1", 6, 12, d));

    assertThat(dark).hasSizeGreaterThan(10);
    assertThat(share(dark, "MATCH")).isLessThan(.1);
  }

  @Test
  void aLensFogsSlowly() {
    assertThat(sharpness(9, 12)).isLessThan(sharpness(6, 8) - 10);
    List<String> first = outcomes(d -> at("v2", 6, 8, d));
    List<String> last = outcomes(d -> at("v2", 13, 15, d));
    assertThat(share(first, "UNUSABLE")).isLessThan(.2);
    assertThat(share(last, "UNUSABLE")).isGreaterThan(.5);
  }

  @Test
  void aPhotoShownAgainIsTheSameFileAndIsFound() throws Exception {
    for (String id : List.of("replayed-photo-3-1", "replayed-photo-3-2")) {
      List<String> captures = List.copyOf(ids(PLANTED.get(id)));
      assertThat(photo(captures.get(0))).isEqualTo(photo(captures.get(1)));
      assertThat(anomalies)
          .anySatisfy(
              a -> {
                assertThat(a.get("kind").asText()).isEqualTo("replay");
                assertThat(ids(a)).containsAll(captures);
              });
    }
  }

  private static byte[] photo(String captureId) throws Exception {
    String path = CAPTURES.get(captureId).get("imagePath").asText();
    return Files.readAllBytes(folder.resolve("traffic").resolve(path));
  }

  @Test
  void anImpostorIsRefusedAtTheBoothAndFoundOut() {
    for (String id : List.of("impostor-4-1", "impostor-4-2")) {
      for (JsonNode captureId : PLANTED.get(id).get("captureIds")) {
        JsonNode decision = decision(captureId.asText());
        boolean booth = decision.get("comparison").asText().equals("VERIFICATION");
        assertThat(decision.get("outcome").asText()).isEqualTo(booth ? "NO_MATCH" : "MATCH");
      }
      conflict(id);
    }
  }

  @Test
  void aPersonWithTwoIdentitiesIsFoundOut() {
    conflict("double-identity-5-1");
  }

  private static void conflict(String id) {
    assertThat(anomalies)
        .as(id)
        .anySatisfy(
            a -> {
              assertThat(a.get("kind").asText()).isEqualTo("identity-conflict");
              assertThat(ids(a)).containsAnyElementsOf(ids(PLANTED.get(id)));
            });
  }

  @Test
  void templatesOfAnotherNetworkAreNotCompared() {
    List<String> outcomes = outcomes(d -> mismatch(d) && !d.has("seededProbe"));

    assertThat(outcomes).isNotEmpty();
    assertThat(share(outcomes, "UNAVAILABLE")).isEqualTo(1);
  }
}
