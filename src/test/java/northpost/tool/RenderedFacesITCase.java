package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import northpost.domain.ComparisonScore;
import northpost.domain.Template;
import northpost.face.FaceModels;
import northpost.face.FacePipeline;
import northpost.face.ImageLimits;
import northpost.synthetic.CameraVariation;
import northpost.synthetic.Population;
import northpost.synthetic.PopulationPlan;
import northpost.synthetic.Progress;
import northpost.synthetic.RenderedFaces;
import northpost.synthetic.RenderedIdentity;
import northpost.synthetic.RenderedPerson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Rendered faces before the real networks. */
class RenderedFacesITCase {
  private static final PopulationPlan PLAN = PopulationPlan.of(11, 8, 4, 2);
  private static FaceModels models;
  private static FacePipeline pipeline;

  @TempDir static Path faces;
  @TempDir Path directory;

  @BeforeAll
  static void open() {
    models = FaceModels.acquire(RenderedPopulations.defaultModels());
    pipeline = FacePipeline.open(models, ImageLimits.DEFAULT);
  }

  @AfterAll
  static void close() {
    pipeline.close();
    models.close();
  }

  private static float[] template(byte[] jpeg) {
    Template template = pipeline.extract(jpeg).template();
    return template == null ? null : template.vector();
  }

  private static Population population() {
    return new RenderedPopulations(RenderedPopulations.defaultModels(), faces)
        .get(PLAN, Progress.NONE);
  }

  @Test
  void theNetworksFindUnselectedRenderedFaces() {
    int found = 0;
    for (int seed = 0; seed < 20; seed++) {
      RenderedIdentity identity = new RenderedIdentity(90_000 + seed);
      for (byte[] photo :
          List.of(
              RenderedFaces.reference(identity),
              RenderedFaces.capture(identity, 1),
              RenderedFaces.capture(identity, 2))) {
        found += template(photo) == null ? 0 : 1;
      }
    }

    assertThat(found).as("found of 60, unselected").isGreaterThanOrEqualTo(59);
  }

  @Test
  void selectedPeopleMatchTheirOwnReferenceAndNobodyElses() {
    Population population = population();
    List<float[]> references = new ArrayList<>();
    for (RenderedPerson person : population.people()) {
      references.add(template(person.reference()));
    }
    double threshold = PLAN.matchScore();

    for (int i = 0; i < population.people().size(); i++) {
      for (byte[] photo : varied(population.people().get(i))) {
        double own = ComparisonScore.of(template(photo), references.get(i));
        assertThat(own).as("own reference").isGreaterThanOrEqualTo(threshold);
        for (int j = 0; j < references.size(); j++) {
          if (j != i) {
            double other = ComparisonScore.of(template(photo), references.get(j));
            assertThat(other).as("another's reference").isLessThan(threshold);
          }
        }
      }
    }
    for (RenderedPerson stranger : population.strangers()) {
      for (byte[] photo : varied(stranger)) {
        for (float[] reference : references) {
          assertThat(ComparisonScore.of(template(photo), reference))
              .as("stranger")
              .isLessThan(threshold);
        }
      }
    }
  }

  /** Each photo as two captures of the feed would show it. */
  private static List<byte[]> varied(RenderedPerson person) {
    List<byte[]> photos = new ArrayList<>();
    for (RenderedPerson.Photo photo : person.photos()) {
      photos.add(CameraVariation.of(photo.jpeg(), 1001));
      photos.add(CameraVariation.of(photo.jpeg(), 1002));
    }
    return photos;
  }

  @Test
  void simulatesTheSameFilesTwiceAndSaysHowTheFacesWereSelected() throws Exception {
    JsonNode summary = simulate(directory.resolve("one"));
    simulate(directory.resolve("two"));

    assertThat(files(directory.resolve("two"))).isEqualTo(files(directory.resolve("one")));
    assertThat(summary.get("ports").size()).isEqualTo(7);
    assertThat(summary.get("references").asInt()).isEqualTo(8);
    assertThat(
            summary.get("mated").asInt()
                + summary.get("strangers").asInt()
                + summary.get("optedOut").asInt())
        .isEqualTo(summary.get("captures").asInt());
    assertThat(summary.get("population").asText())
        .contains("rendered faces, selected to be apart")
        .contains("too alike");
    assertThat(summary.get("selection").has("tooAlike")).isTrue();
  }

  private JsonNode simulate(Path output) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new Simulate())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "--seed=11",
                "--people=8",
                "--duration=20s",
                "--rate=20",
                "--faces=" + faces,
                "--output=" + output,
                "--json");

    assertThat(exit).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private static Map<String, Integer> files(Path folder) throws Exception {
    Map<String, Integer> hashes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        hashes.put(folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }
}
