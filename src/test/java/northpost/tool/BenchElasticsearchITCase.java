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

/** The measurements of the Elasticsearch sink, small. */
class BenchElasticsearchITCase {
  @TempDir private Path folder;

  @Test
  void theSinkAndTheBareLoopWriteTheSameDocuments() throws Exception {
    JsonNode report = run(0, "elasticsearch", "--documents 3000 --rounds 1");
    assertThat(report.at("/missing").asLong()).isZero();
    for (String measure :
        new String[] {"ratio", "sinkCpuMicros", "bareCpuMicros", "serverSinkCpuMicros"}) {
      assertThat(report.path(measure).asDouble()).as(measure).isPositive();
    }
    assertThat(report.at("/documentBytes").asDouble()).isBetween(900., 1_500.);
  }

  /** The full measure, 20 kills in 60 s, is {@code ./northpost bench kills}. */
  @Test
  void aServerThatIsKilledAgainAndAgainHasWhatOneHasThatWasLeftAlone() throws Exception {
    JsonNode report = run(0, "kills", "--kills 3 --seconds 6 --rate 400");
    assertThat(report.at("/same").asBoolean()).isTrue();
    assertThat(report.at("/sha256").asText()).hasSize(64);
    assertThat(report.at("/bulkRetries").asLong()).isGreaterThanOrEqualTo(3);
    assertThat(report.at("/checkpoints").asLong()).isPositive();
    assertThat(report.at("/failedCheckpoints").asLong()).isZero();
    long documents = report.at("/documents").asLong();
    assertThat(documents).isGreaterThanOrEqualTo(2_000);
    // One of eight is one of four versions of a window.
    assertThat(report.at("/stored").asLong())
        .isBetween(documents - documents / 8 * 3 / 4 - 4, documents - documents / 8 * 3 / 4 + 4);
  }

  @Test
  void decisionsAndCheckpointsGoOnWhileElasticsearchIsAwayAndNoneIsMissing() throws Exception {
    JsonNode report = run(0, "outage", "--minutes 0.3 --rate 50 --references 500");
    assertThat(report.at("/missing").asLong()).isZero();
    assertThat(report.at("/surplus").asLong()).isZero();
    assertThat(report.at("/backPressureEpisodes").asLong()).isZero();
    assertThat(report.at("/away/decisions").asInt()).isEqualTo(900);
    assertThat(report.at("/away/checkpoints").asInt()).isPositive();
    assertThat(report.at("/mostBuffered").asLong()).isGreaterThanOrEqualTo(900);
    assertThat(report.at("/p99Ratio").asDouble()).isPositive();
  }

  @Test
  void aFullBufferHoldsUpTheDecisionsAndSaysSoAndNoneIsMissing() throws Exception {
    JsonNode report =
        run(1, "outage", "--minutes 0.2 --rate 150 --references 500 --buffer-documents 400");
    assertThat(report.at("/backPressureEpisodes").asLong()).isPositive();
    assertThat(report.at("/missing").asLong()).isZero();
    assertThat(report.at("/surplus").asLong()).isZero();
    assertThat(report.at("/mostBuffered").asLong()).isBetween(400L, 410L);
    assertThat(report.at("/catchUpSeconds").asDouble()).isPositive();
  }

  private JsonNode run(int expectedExit, String command, String arguments) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String words = "bench " + command + " " + arguments + " --json --output " + folder;
    int exit =
        new CommandLine(new Northpost())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words.split(" "));
    assertThat(exit).as("%s%n%s", out, err).isEqualTo(expectedExit);
    JsonNode printed = new ObjectMapper().readTree(out.toString());
    assertThat(printed)
        .isEqualTo(new ObjectMapper().readTree(folder.resolve(command + ".json").toFile()));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(Files::isDirectory)).as("files that were left").isEmpty();
    }
    return printed;
  }
}
