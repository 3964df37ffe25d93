package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import northpost.domain.Adjudication;
import northpost.domain.CapturedSample;
import northpost.domain.Policy;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.source.PortRegistryYaml;
import northpost.testing.FolderHashes;
import northpost.wire.json.AdjudicationJson;
import northpost.wire.json.CaptureJson;
import northpost.wire.json.ImageFolder;
import northpost.wire.json.PolicyJson;
import northpost.wire.json.ReferenceJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationWriterTest {
  private static final Instant NOON = Instant.parse("2025-07-19T16:00:00Z");

  @TempDir Path directory;

  private static Simulator simulator() {
    return new Simulator(
        SmallPopulation.of(6, 2),
        PortRegistryYaml.shipped(),
        TrafficSettings.allPorts().withStrangers(.2).withOptOuts(.1),
        new SimulationSettings(5, NOON, Duration.ofSeconds(20), 10));
  }

  private static List<SimulatedCapture> write(Path folder) throws IOException {
    Simulator simulator = simulator();
    List<SimulatedCapture> written = new ArrayList<>();
    try (SimulationWriter writer = new SimulationWriter(folder)) {
      for (Policy policy : simulator.policies()) {
        writer.write(policy);
      }
      for (ReferenceUpdate reference : simulator.references()) {
        writer.write(reference);
      }
      for (Iterator<SimulatedCapture> captures = simulator.captures(); captures.hasNext(); ) {
        SimulatedCapture capture = captures.next();
        writer.write(capture);
        written.add(capture);
      }
    }
    return written;
  }

  @Test
  void writesTheSameBytesForTheSameSeed() throws Exception {
    write(directory.resolve("one"));
    write(directory.resolve("two"));

    assertThat(FolderHashes.of(directory.resolve("two")))
        .isEqualTo(FolderHashes.of(directory.resolve("one")))
        .containsKeys(
            "references.ndjson",
            "captures.ndjson",
            "adjudications.ndjson",
            "truth.ndjson",
            "policies.ndjson");
  }

  @Test
  void writesWhatTheReadersOfTheRecordsRead() throws Exception {
    List<SimulatedCapture> written = write(directory);
    ImageFolder images = new ImageFolder(directory);
    SourcePosition position = new SourcePosition("file", 0, 1);

    List<String> captures = Files.readAllLines(directory.resolve("captures.ndjson"));
    assertThat(captures).hasSameSizeAs(written);
    for (int i = 0; i < captures.size(); i++) {
      CapturedSample sample = CaptureJson.read(captures.get(i), images, position, Instant.MAX);
      assertThat(sample.capture()).isEqualTo(written.get(i).sample().capture());
      assertThat(sample.image()).isEqualTo(written.get(i).sample().image());
    }
    List<String> references = Files.readAllLines(directory.resolve("references.ndjson"));
    for (int i = 0; i < references.size(); i++) {
      ReferenceUpdate update = ReferenceJson.read(references.get(i), images, position);
      ReferenceUpdate expected = simulator().references().get(i);
      assertThat(update.reference()).isEqualTo(expected.reference());
      assertThat(update.image()).isEqualTo(expected.image());
    }
    assertThat(
            PolicyJson.read(Files.readAllLines(directory.resolve("policies.ndjson")).get(0))
                .policy())
        .isEqualTo(simulator().policies().get(0));
    List<String> adjudications = Files.readAllLines(directory.resolve("adjudications.ndjson"));
    List<Adjudication> read = new ArrayList<>();
    for (String line : adjudications) {
      read.add(AdjudicationJson.read(line));
    }
    assertThat(read)
        .isNotEmpty()
        .isSortedAccordingTo(Comparator.comparing(Adjudication::adjudicatedAt))
        .containsExactlyInAnyOrderElementsOf(
            written.stream().map(SimulatedCapture::adjudication).filter(Objects::nonNull).toList());
    assertThat(Files.readAllLines(directory.resolve("truth.ndjson"))).hasSameSizeAs(written);
  }

  @Test
  void refusesAFolderWithFilesInIt() throws Exception {
    Files.writeString(directory.resolve("precious.txt"), "keep me");

    assertThatThrownBy(() -> new SimulationWriter(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1 entries")
        .hasMessageContaining("expected an empty or a new one");
    assertThat(directory.resolve("precious.txt")).hasContent("keep me");
  }
}
