package northpost.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import northpost.job.FileOutputs;
import northpost.wire.json.JsonLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
  private static final int RECORDS = 400;
  @TempDir Path folder;

  private ReplaySummary collect(long mostBytes) throws IOException {
    Path parts = folder.resolve("run/parts");
    return new ResultFiles(parts, folder, mostBytes).collect();
  }

  private void part(String kind, String name, List<String> lines) throws IOException {
    Path of = Files.createDirectories(folder.resolve("run/parts").resolve(kind));
    Files.write(of.resolve(name), lines);
  }

  private List<String> result(String kind) throws IOException {
    return Files.readAllLines(folder.resolve(kind + ".ndjson"));
  }

  private static String window(int lane, int version) {
    return new JsonLine()
        .put("scope", "LANE")
        .put("laneId", String.format("l-%04d", lane))
        .put("version", version)
        .put("start", "2025-07-12T12:00:00Z")
        .put("end", "2025-07-12T12:01:00Z")
        .toString();
  }

  private static String anomaly(int number, int version, String end) {
    return new JsonLine()
        .put("anomalyId", String.format("a-%04d", number))
        .put("version", version)
        .put("start", "2025-07-12T12:00:00Z")
        .put("end", end)
        .toString();
  }

  private void shuffledWindows() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int lane = 0; lane < RECORDS; lane++) {
      for (int version = 1; version <= 1 + lane % 5; version++) {
        lines.add(window(lane, version));
      }
    }
    Collections.shuffle(lines, new Random(3));
    part(FileOutputs.FUNNEL, "part-0", lines.subList(0, lines.size() / 3));
    part(FileOutputs.FUNNEL, "part-1", lines.subList(lines.size() / 3, lines.size()));
  }

  private static List<String> newestWindows() {
    List<String> newest = new ArrayList<>();
    for (int lane = 0; lane < RECORDS; lane++) {
      newest.add(window(lane, 1 + lane % 5));
    }
    return newest;
  }

  @Test
  void keepsTheNewestOfEachWindowInOrder() throws Exception {
    shuffledWindows();
    assertThat(collect(1L << 30).funnelWindows()).isEqualTo(RECORDS);
    assertThat(result(FileOutputs.FUNNEL)).isEqualTo(newestWindows());
  }

  /** Two lines fit, so there are more sorted files than are open at once. */
  @Test
  void givesTheSameInLittleMemory() throws Exception {
    shuffledWindows();
    assertThat(collect(700).funnelWindows()).isEqualTo(RECORDS);
    assertThat(result(FileOutputs.FUNNEL)).isEqualTo(newestWindows());
    try (var left = Files.list(folder.resolve("run"))) {
      assertThat(left).containsExactly(folder.resolve("run/parts"));
    }
  }

  @Test
  void anAnomalyWasDetectedWhenItsFirstVersionWasWritten() throws Exception {
    for (long mostBytes : new long[] {1, 1 << 20}) {
      part(
          FileOutputs.ANOMALIES,
          "part-0",
          List.of(
              anomaly(1, 2, "2025-07-12T12:20:00Z"),
              anomaly(2, 1, "2025-07-12T12:05:00Z"),
              anomaly(1, 3, "2025-07-12T12:30:00Z"),
              anomaly(1, 1, "2025-07-12T12:10:00Z")));
      collect(mostBytes);
      assertThat(result(FileOutputs.ANOMALIES))
          .satisfiesExactly(
              one ->
                  assertThat(one)
                      .contains("\"version\":3", "\"detectedAt\":\"2025-07-12T12:10:00Z\""),
              two ->
                  assertThat(two)
                      .contains("\"version\":1", "\"detectedAt\":\"2025-07-12T12:05:00Z\""));
    }
  }

  @Test
  void ofNothingThereAreEmptyFiles() throws Exception {
    Files.createDirectories(folder.resolve("run/parts"));
    assertThat(collect(1).funnelWindows()).isZero();
    assertThat(result(FileOutputs.FUNNEL)).isEmpty();
    assertThat(folder.resolve("encounters.ndjson")).doesNotExist();
  }
}
