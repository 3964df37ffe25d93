package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import northpost.domain.PortRegistry;
import northpost.domain.ReferenceUpdate;
import northpost.scoring.PlantedAnomaly;
import northpost.source.PortRegistryYaml;
import northpost.synthetic.CameraVariation;
import northpost.synthetic.Population;
import northpost.testing.FolderHashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioPhotosTest {
  private static final PortRegistry REGISTRY = PortRegistryYaml.shipped();
  private static final Population POPULATION = SmallPopulation.of(6, 4);
  private static final String V2 = "0701-ogdensburg-v2";

  @TempDir Path directory;

  private Scenario scenario(String more, String... faults) throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            "title: a day\nstart: \"2025-06-02\"\nports: [\"0701\"]\npeople: 20\n" + more);
    if (faults.length > 0) {
      yaml.append("faults:\n");
      Stream.of(faults).forEach(f -> yaml.append("  - {fault: ").append(f).append("}\n"));
    }
    Path file = Files.writeString(directory.resolve("day.yaml"), yaml);
    return ScenarioYaml.load(file.toString(), REGISTRY);
  }

  private static final class Day {
    private final Map<String, ReferenceUpdate> references = new HashMap<>();
    private final Map<String, SimulatedCapture> captures = new HashMap<>();
    private final List<PlantedAnomaly> planted;

    Day(Scenario scenario) {
      ScenarioSimulator simulator = new ScenarioSimulator(scenario, REGISTRY, 7, POPULATION);
      simulator.references(r -> references.put(r.referenceId(), r));
      simulator.captures().forEachRemaining(c -> captures.put(c.truth().captureId(), c));
      planted = simulator.truth().planted();
    }

    byte[] photo(String captureId) {
      return captures.get(captureId).sample().image();
    }
  }

  private Day day(String... faults) throws IOException {
    return new Day(scenario("days: 1\nscale: 0.2\n", faults));
  }

  @Test
  void writesTheSameBytesForTheSameSeedAndTheTruthOfDrawnFaces() throws IOException {
    Scenario scenario =
        scenario(
            "days: 1\nscale: 0.2\nseededProbes: 0.05\n",
            "replayed-photo, at: \"0701\", from: 0h, until: 20h",
            "references-expired, at: \"0701\", from: 0h, until: 20h");
    Path one = write(scenario, 1, POPULATION, "one");
    Path two = write(scenario, 1, POPULATION, "two");
    Path other = write(scenario, 2, POPULATION, "other");
    Path drawn = write(scenario, 1, null, "drawn");

    assertThat(FolderHashes.of(two)).isEqualTo(FolderHashes.of(one));
    assertThat(FolderHashes.of(other)).isNotEqualTo(FolderHashes.of(one));
    for (String file : List.of("planted.ndjson", "adjudications.ndjson")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(drawn.resolve(file));
    }
    assertThat(travellers(one)).isEqualTo(travellers(drawn));
    assertThat(Files.readAllLines(one.resolve("captures.ndjson")))
        .allMatch(line -> line.contains("imagePath") != line.contains("\"optedOut\":true"))
        .noneMatch(line -> line.contains("embedding"));
  }

  /** The truth about all but the test captures, which stand behind other captures. */
  private static List<String> travellers(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("truth.ndjson")).stream()
        .filter(line -> !line.contains("-seeded"))
        .toList();
  }

  private Path write(Scenario scenario, long seed, Population population, String name)
      throws IOException {
    Path folder = directory.resolve(name);
    new ScenarioFiles(scenario, REGISTRY, seed, population, (n, at) -> {}).write(folder);
    return folder;
  }

  @Test
  void showsTheVerySamePhotoAgainThoughTheLensHasFoggedSince() throws IOException {
    Day day =
        day(
            "replayed-photo, at: " + V2 + ", from: 4h, until: 18h, minutes: 120",
            "lens-fogged, at: " + V2 + ", from: 0h, until: 24h, fog: 1");

    PlantedAnomaly replay =
        day.planted.stream().filter(p -> p.kind().equals("replay")).findFirst().orElseThrow();
    assertThat(replay.captureIds()).hasSize(2);
    assertThat(day.photo(replay.captureIds().get(1)))
        .isEqualTo(day.photo(replay.captureIds().get(0)));
  }

  @Test
  void changesOnlyThePhotosThatAFaultTouches() throws IOException {
    Map<String, SimulatedCapture> without = day().captures;
    Map<String, SimulatedCapture> dark =
        day("poor-light, at: " + V2 + ", from: 0h, until: 24h, share: 1").captures;

    assertThat(dark.keySet()).isEqualTo(without.keySet());
    dark.forEach(
        (id, c) -> {
          boolean same = Arrays.equals(c.sample().image(), without.get(id).sample().image());
          boolean touched = c.sample().capture().laneId().equals(V2) && !c.truth().optedOut();
          assertThat(same).isNotEqualTo(touched);
        });
  }

  @Test
  void holdsEachFaceOnceInAGallery() throws IOException {
    Day day = day();
    Map<String, Set<Integer>> faces = new HashMap<>();
    Map<String, Integer> sizes = new HashMap<>();
    for (ReferenceUpdate r : day.references.values()) {
      String gallery = r.reference().galleryIds().get(0);
      faces.computeIfAbsent(gallery, g -> new HashSet<>()).add(Arrays.hashCode(r.image()));
      sizes.merge(gallery, 1, Integer::sum);
    }

    assertThat(sizes).hasSize(4);
    sizes.forEach((gallery, size) -> assertThat(faces.get(gallery)).hasSize(size));
  }

  @Test
  void enrolsTwoPhotosOfOnePersonUnderTwoIdentities() throws IOException {
    Day day = day("double-identity, at: \"0701\", from: 0h, until: 20h, tries: 2, minutes: 60");

    List<ReferenceUpdate> two =
        day.references.values().stream()
            .filter(r -> r.reference().galleryIds().contains(Actors.GALLERY))
            .sorted((a, b) -> isPlain(a) ? -1 : 1)
            .toList();
    assertThat(two).hasSize(2);
    assertThat(two.get(1).image())
        .isEqualTo(CameraVariation.of(two.get(0).image(), two.get(1).referenceId().hashCode()));
    assertThat(two.get(0).reference().subjectId()).isNotEqualTo(two.get(1).reference().subjectId());
  }

  private static boolean isPlain(ReferenceUpdate reference) {
    return POPULATION.people().stream()
        .anyMatch(p -> Arrays.equals(p.reference(), reference.image()));
  }

  @Test
  void neverTakesAnotherSubjectWithTheSameFaceForANonMatedProbe() throws IOException {
    Scenario scenario = scenario("days: 1\nscale: 0.2\n");
    ScenarioSimulator simulator = new ScenarioSimulator(scenario, REGISTRY, 7, POPULATION);
    List<ReferenceUpdate> references = new ArrayList<>();
    simulator.references(references::add);
    SeededProbes probes = SeededProbes.withSearches(references, 2, simulator::inPhotosOf);
    int[] nonMated = {0};
    simulator
        .captures()
        .forEachRemaining(
            c ->
                probes
                    .after(c)
                    .filter(p -> !p.truth().mated())
                    .ifPresent(
                        p -> {
                          nonMated[0]++;
                          String face = simulator.inPhotosOf(p.truth().subjectId());
                          assertThat(references)
                              .filteredOn(r -> comparedWith(p, r))
                              .isNotEmpty()
                              .noneMatch(
                                  r ->
                                      simulator.inPhotosOf(r.reference().subjectId()).equals(face));
                        }));

    assertThat(nonMated[0]).isGreaterThan(20);
  }

  private static boolean comparedWith(SimulatedCapture probe, ReferenceUpdate reference) {
    var capture = probe.sample().capture();
    return capture.galleryId() == null
        ? reference.referenceId().equals(capture.presentedReferenceId())
        : reference.reference().galleryIds().contains(capture.galleryId());
  }

  @Test
  void saysWhatCannotBeSeenInPhotos() throws IOException {
    Scenario drift = scenario("days: 1\n", "score-drift, at: \"0701\", from: 0h, until: 20h");
    assertThatThrownBy(() -> new Day(drift))
        .hasMessageContaining("scenario day with --images: fault 1 (score-drift): got photos")
        .hasMessageContaining("expected --embeddings");

    Scenario crowd =
        scenario("days: 1\n", "impostor, at: \"0701\", from: 0h, until: 20h, times: 4");
    assertThatThrownBy(() -> new Day(crowd))
        .hasMessageContaining("got 8 and 6 rendered people")
        .hasMessageContaining("--people 8");

    Scenario rush = scenario("scale: 10\ndays: 10\n");
    assertThatThrownBy(() -> new Day(rush))
        .hasMessageContaining("photos: got about")
        .hasMessageContaining("expected 100000 at most");
  }
}
