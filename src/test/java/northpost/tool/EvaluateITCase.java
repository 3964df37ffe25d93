package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The accuracy of the whole pipeline on labelled photos, which are not part of the repository. */
class EvaluateITCase {
  @TempDir private Path output;

  @Test
  void labelledPhotosAreToldApart() throws IOException {
    Path faces = labelledPhotos();
    assumeTrue(
        Files.isRegularFile(faces.resolve("pairs.csv")),
        faces.toAbsolutePath().normalize()
            + ": no labelled photos (pairs.csv and images/); name their folder by NORTHPOST_FACES");
    StringWriter out = new StringWriter();

    int status =
        new CommandLine(new Evaluate())
            .setOut(new PrintWriter(out, true))
            .execute(
                "--images",
                faces.resolve("images").toString(),
                "--pairs",
                faces.resolve("pairs.csv").toString(),
                "--output",
                output.toString(),
                "--fusion",
                "3",
                "--json");

    assertThat(status).isZero();
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.get("mated").asInt()).isPositive();
    assertThat(result.get("failureToAcquire").asDouble() / result.get("images").asInt())
        .isLessThan(0.05);
    assertThat(result.get("eer").asDouble()).isLessThanOrEqualTo(0.005);
    JsonNode at = result.get("fnmrAtFmr").get("1e-3");
    assertThat(at.get("fnmr").asDouble()).isLessThanOrEqualTo(0.01);
    JsonNode fusion = result.get("fusion");
    assertThat(fusion.get("best score").get("nonMated").asInt()).isGreaterThan(100);
    assertThat(fusion.get("best score").get("eer").asDouble()).isLessThanOrEqualTo(0.005);
    assertThat(output.resolve("report.html")).content().contains("DET curve", "<svg");
  }

  private static Path labelledPhotos() {
    String named = System.getenv("NORTHPOST_FACES");
    return named != null
        ? Path.of(named)
        : ProjectHome.resolve("..").resolve("shared").resolve("faces");
  }
}
