package northpost.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.PortRegistry;
import northpost.simulation.ScenarioYaml;
import northpost.source.PortRegistryYaml;
import northpost.tool.Northpost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScenarioSuiteITCase {
  private static final String TINY =
      """
      title: photos shown again in two days of little traffic
      start: "2025-03-24"
      days: 2
      learningDays: 1
      ports: ["0701"]
      scale: 0.3
      seededProbes: 0.05
      faults:
        - {fault: replayed-photo, at: "0701", from: 30h, until: 44h, times: 4, minutes: 20}
        - {fault: network-outage, at: "0701", from: 34h, until: 36h}
      """;

  @TempDir Path directory;

  /** Simulates, runs the whole job and scores, as the suite does and as the commands do. */
  @Test
  void findsWhatIsPlantedFromEndToEnd() throws Exception {
    Path file = directory.resolve("tiny.yaml");
    Files.writeString(file, TINY);
    PortRegistry registry = PortRegistryYaml.shipped();
    Path output = directory.resolve("suite");

    SuiteReport report =
        new ScenarioSuite(registry, output, 1, Map.of(), true, line -> {})
            .run(List.of(ScenarioYaml.load(file.toString(), registry)), List.of(3L), 1, r -> {});

    ScenarioRun run = report.runs().get(0);
    assertThat(run.captures()).isGreaterThan(300);
    assertThat(run.decisions()).as("nothing is refused").isEqualTo(run.captures());
    var replay = report.score().kinds().get("replay");
    assertThat(replay.planted()).isEqualTo(4);
    assertThat(replay.found()).isEqualTo(4);
    assertThat(replay.precision()).isEqualTo(1);
    assertThat(replay.medianSecondsToDetect())
        .as("found when the photo comes again")
        .isEqualTo(20 * 60);

    Path folder = output.resolve("tiny-3");
    assertThat(folder.resolve("timeline.html")).content().contains("<svg");
    assertThat(matchRate(folder)).isBetween(.95, 1.0);
    assertThat(folder.resolve("results/error-rates.ndjson")).isNotEmptyFile();
    JsonNode scored = scoreByCommand(folder);
    assertThat(scored.at("/kinds/replay/recall").doubleValue()).isEqualTo(1);
    assertThat(scored.at("/kinds/replay/medianSecondsToDetect").doubleValue()).isEqualTo(1200);
  }

  /** Of captures decided MATCH among those of travellers with their own reference. */
  private static double matchRate(Path folder) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Map<String, String> outcomes = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("results/decisions.ndjson"))) {
      JsonNode decision = json.readTree(line);
      outcomes.put(decision.get("captureId").textValue(), decision.get("outcome").textValue());
    }
    double mated = 0;
    double matched = 0;
    for (String line : Files.readAllLines(folder.resolve("traffic/truth.ndjson"))) {
      JsonNode truth = json.readTree(line);
      if (truth.get("mated").booleanValue()) {
        mated++;
        matched += outcomes.get(truth.get("captureId").textValue()).equals("MATCH") ? 1 : 0;
      }
    }
    return matched / mated;
  }

  private static JsonNode scoreByCommand(Path folder) throws Exception {
    StringWriter out = new StringWriter();
    int exit =
        new CommandLine(new Northpost())
            .setOut(new PrintWriter(out))
            .execute(
                "score",
                "--truth",
                folder.resolve("planted.ndjson").toString(),
                "--anomalies",
                folder.resolve("anomalies.ndjson").toString(),
                "--json");
    assertThat(exit).isZero();
    return new ObjectMapper().readTree(out.toString());
  }
}
