package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchSearchITCase {
  @Test
  void ourEngineDiffersNowhereFromBruteForceAndIsFaster(@TempDir Path directory) throws Exception {
    StringWriter out = new StringWriter();
    CommandLine command = Northpost.commandLine();
    command.setOut(new PrintWriter(out));
    int exit =
        command.execute(
            "bench",
            "search",
            "--quick",
            "--peers",
            "none",
            "--references",
            "20000",
            "--json",
            "--output",
            directory.toString());
    assertThat(exit).isZero();
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows.size()).isGreaterThanOrEqualTo(6);
    for (JsonNode row : rows) {
      assertThat(row.fieldNames())
          .toIterable()
          .contains(
              "engine",
              "references",
              "dimension",
              "batch",
              "threads",
              "qps",
              "recall",
              "differences");
      assertThat(row.get("references").asInt()).isEqualTo(20_000);
      if (row.get("engine").asText().startsWith("Northpost")) {
        assertThat(row.get("differences").asLong()).as(row.toString()).isZero();
        assertThat(row.get("recall").asDouble()).isEqualTo(1);
        assertThat(row.get("timesPlainLoopCpu").asDouble()).isGreaterThan(1);
      }
    }
    assertThat(directory.resolve("search.json")).exists();
    assertThat(directory.resolve("search.txt")).exists();
    assertThat(directory.resolve("search.svg")).content().contains("20,000 references");
  }

  @Test
  void refusesSizesThatAreNone() {
    StringWriter err = new StringWriter();
    CommandLine command = Northpost.commandLine();
    command.setErr(new PrintWriter(err));
    assertThat(command.execute("bench", "search", "--references", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--references: expected 1 or more, got 0");
    assertThat(command.execute("bench", "search", "--peers", "faiss")).isEqualTo(2);
    assertThat(err.toString()).contains("--peers: expected some of jvector,").contains("got faiss");
  }
}
