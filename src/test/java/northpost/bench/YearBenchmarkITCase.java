package northpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import northpost.simulation.SimulatedYear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year of a few days and little traffic, through the whole job. */
class YearBenchmarkITCase {
  @TempDir Path folder;

  @Test
  void theResultsAreTheSameAtEachParallelism() throws Exception {
    List<String> progress = new ArrayList<>();
    YearReport report =
        new YearBenchmark(
                SimulatedYear.of(5, 3).withShare(.02),
                new YearBenchmark.Settings(folder, List.of(1, 2), 2, "hashmap", .5, true, Map.of()),
                progress::add)
            .run();
    assertThat(report.same()).isTrue();
    YearReport.Run alone = report.runs().get(0);
    YearReport.Run together = report.runs().get(1);
    assertThat(together.results()).isEqualTo(alone.results());
    assertThat(together.outcomes()).isEqualTo(alone.outcomes());
    assertThat(alone.decisions()).isBetween(1_500L, 3_000L);
    assertThat(alone.outcomes().get("MATCH") / (double) alone.decisions()).isBetween(.8, .95);
    assertThat(alone.outcomes()).containsKeys("NO_MATCH", "UNUSABLE", "OPTED_OUT");
    assertThat(alone.outcomes()).doesNotContainKey("UNAVAILABLE");
    for (YearReport.Run run : report.runs()) {
      for (Map.Entry<String, YearReport.Result> kind : run.results().entrySet()) {
        assertThat(lines(folder.resolve("p" + run.parallelism()), kind.getKey()))
            .as(kind.getKey())
            .isEqualTo(kind.getValue().records());
      }
    }
    assertThat(progress).isNotEmpty();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("p1", "p2");
    }
  }

  private static long lines(Path run, String kind) throws Exception {
    long lines = 0;
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().startsWith(kind + "-")) {
          lines += Files.readAllLines(file).size();
        }
      }
    }
    return lines;
  }
}
