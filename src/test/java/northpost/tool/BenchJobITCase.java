package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchJobITCase {
  @TempDir private Path folder;

  @Test
  void theJobAndTheBareLoopDecideAllAlikeAndEveryMeasureIsTaken() throws Exception {
    JsonNode report =
        run(
            "bench job --quick --references 300 --rounds 1 --round-seconds 0.05 --production-seconds 7 --json --output",
            "job.json");
    assertThat(report.at("/throughput")).hasSize(2);
    for (JsonNode row : report.at("/throughput")) {
      assertThat(row.at("/checked").asInt()).as("%s", row).isPositive();
      assertThat(row.at("/differences").asInt()).as("%s", row).isZero();
      assertThat(row.at("/ratio").asDouble()).as("%s", row).isPositive();
    }
    assertThat(report.at("/throughput").findValuesAsText("comparison"))
        .containsExactly("1:N", "1:1");
    assertThat(report.at("/shares")).hasSize(2);
    for (JsonNode row : report.at("/shares")) {
      assertThat(row.at("/parallelism").asInt()).isEqualTo(8);
      assertThat(row.at("/ratio").asDouble()).isPositive();
    }
    assertThat(report.at("/latency").findValuesAsText("checkpointing"))
        .containsExactly(
            "back to back", "every 10 s, 5 s apart", "back to back", "every 10 s, 5 s apart");
    for (JsonNode row : report.at("/latency")) {
      assertThat(row.at("/checkpoints").asInt()).isPositive();
      assertThat(row.at("/withP99").asDouble())
          .isGreaterThanOrEqualTo(row.at("/withP50").asDouble());
      assertThat(row.at("/withoutP99").asDouble()).isPositive();
    }
  }

  @Test
  void aGalleryIsMeasuredAndAllOfItIsThereAfterTheRestore() throws Exception {
    JsonNode report = run("bench gallery --references 1000 --json --output", "gallery.json");
    assertThat(report.at("/restoredReferences").asInt()).isEqualTo(1000);
    assertThat(report.at("/updates").asInt()).isEqualTo(10);
    assertThat(report.at("/firstOutcome").asText()).isEqualTo("MATCH");
    assertThat(report.at("/fullMegabytes").asDouble()).isPositive();
    assertThat(report.at("/incrementalMegabytes").asDouble())
        .isBetween(Double.MIN_VALUE, report.at("/fullMegabytes").asDouble());
    assertThat(report.at("/indexMegabytes").asDouble()).isPositive();
    assertThat(report.at("/stateDiskMegabytes").asDouble()).isPositive();
  }

  private JsonNode run(String arguments, String file) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words =
        Stream.concat(Stream.of(arguments.split(" ")), Stream.of(folder.toString()))
            .toArray(String[]::new);
    int exit =
        new CommandLine(new Northpost())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    assertThat(exit).as(err.toString()).isZero();
    JsonNode printed = new ObjectMapper().readTree(out.toString());
    assertThat(printed).isEqualTo(new ObjectMapper().readTree(folder.resolve(file).toFile()));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(Files::isDirectory)).as("state that was left").isEmpty();
    }
    return printed;
  }
}
