package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writePhotos() throws IOException {
    Files.createDirectory(directory.resolve("images"));
    copy("one-face.jpg", "a-1.jpg");
    copy("one-face.jpg", "a-2.jpg");
    copy("two-faces.jpg", "b-1.jpg");
  }

  @Test
  void countsAPhotoWithoutATemplateAndThePairsItCosts() throws IOException {
    // A second subject that is the same rendered face: its pair must count as non-mated all the
    // same.
    copy("one-face.jpg", "c-1.jpg");

    int status =
        run(
            "file_a,file_b,mated\na-1.jpg,a-2.jpg,true\na-1.jpg,c-1.jpg,false\na-1.jpg,b-1.jpg,false\n",
            "--json");

    assertThat(status).isZero();
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.get("images").asInt()).isEqualTo(4);
    assertThat(result.get("failureToAcquire").asInt()).isEqualTo(1);
    assertThat(result.get("mated").asInt()).isEqualTo(1);
    assertThat(result.get("nonMated").asInt()).isEqualTo(1);
    assertThat(result.get("pairsLost").asInt()).isEqualTo(1);
    assertThat(result.get("eer").asDouble()).isEqualTo(0.5);
    assertThat(result.get("fnmrAtFmr").get("1e-3").get("fnmr").asDouble()).isEqualTo(1);
    assertThat(result.get("fnmrAtFmr").get("1e-2").has("threshold")).isTrue();
    assertThat(directory.resolve("report/report.html")).content().contains("SEVERAL_FACES");
  }

  @Test
  void fusesReferencesOnlyOfSubjectsWhoHaveEnough() throws IOException {
    copy("one-face.jpg", "a-3.jpg");
    copy("one-face.jpg", "c-1.jpg");
    String csv =
        "file_a,file_b,mated\na-1.jpg,a-2.jpg,true\na-3.jpg,a-2.jpg,true\na-1.jpg,c-1.jpg,false\n";

    assertThat(run(csv, "--json", "--fusion", "2")).isZero();

    JsonNode fusion = new ObjectMapper().readTree(out.toString()).get("fusion");
    assertThat(fusion.get("references").asInt()).isEqualTo(2);
    // Three photos of a by the other two each; c's one photo against a, and nobody against c.
    for (String way :
        new String[] {
          "one reference", "best score", "second best score", "mean score", "mean template"
        }) {
      assertThat(fusion.get(way).get("mated").asInt()).as(way).isEqualTo(3);
      assertThat(fusion.get(way).get("nonMated").asInt()).as(way).isEqualTo(1);
    }
    assertThat(run(csv, "--fusion", "3")).isEqualTo(1);
    assertThat(err.toString()).contains("fusion of 3 references: got 0 mated and 1 non-mated");
    assertThat(run(csv, "--fusion", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--fusion: expected 2 or more, got 1");
  }

  @Test
  void namesThePhotosThatAreAbsent() throws IOException {
    assertThat(run("file_a,file_b,mated\na-1.jpg,z-9.jpg,true\n")).isEqualTo(1);
    assertThat(err.toString()).contains("lacks 1 of 2 photos", "z-9.jpg");
  }

  @Test
  void refusesPairsOfOneKindOnly() throws IOException {
    assertThat(run("file_a,file_b,mated\na-1.jpg,a-2.jpg,true\n")).isEqualTo(1);
    assertThat(err.toString()).contains("got 1 mated and 0 non-mated pairs");
  }

  @Test
  void aMissingOptionIsAUsageError() {
    assertThat(commandLine().execute("--images", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("--pairs");
  }

  private int run(String csv, String... more) throws IOException {
    Path pairs = Files.writeString(directory.resolve("pairs.csv"), csv);
    CommandLine command = commandLine();
    String[] arguments = {
      "--images", directory.resolve("images").toString(),
      "--pairs", pairs.toString(),
      "--output", directory.resolve("report").toString()
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return command.execute(all);
  }

  private CommandLine commandLine() {
    return new CommandLine(new Evaluate())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }

  private void copy(String resource, String file) throws IOException {
    try (InputStream stream = getClass().getResourceAsStream("/faces/" + resource)) {
      Files.copy(stream, directory.resolve("images").resolve(file));
    }
  }
}
