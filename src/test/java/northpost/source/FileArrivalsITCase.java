package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import northpost.wire.Examples;
import northpost.wire.json.CaptureJson;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FileArrivalsITCase {
  private static final int LINES = 500;

  @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

  @TempDir Path dir;

  @Test
  void aJobReadsAFileInItsOrderToItsEnd() throws Exception {
    // A name that Flink's own file source would pass over.
    Path file = dir.resolve("_captures.ndjson");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add(
          i == 7
              ? "no json"
              : CaptureJson.write(
                  Examples.capture("cap-" + i, Examples.NOON.plusSeconds(i)), Examples.PHOTO));
    }
    Files.write(file, lines);

    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    CaptureValidation validation =
        new CaptureValidation(PortRegistryYaml.shipped(), CaptureValidation.DEFAULT_MAX_CLOCK_SKEW);
    DataStream<CaptureArrival> arrivals =
        env.fromSource(
                FileArrivals.captures(file, validation),
                ArrivalWatermarks.captures(Duration.ofSeconds(5), Duration.ofSeconds(30)),
                "captures")
            .setParallelism(1);
    List<String> got = new ArrayList<>();
    try (CloseableIterator<CaptureArrival> results = arrivals.executeAndCollect()) {
      results.forEachRemaining(
          a ->
              got.add(
                  a.sample() == null
                      ? a.rejection().position().toString()
                      : a.sample().capture().captureId()));
    }

    assertThat(got).hasSize(LINES);
    for (int i = 0; i < LINES; i++) {
      assertThat(got.get(i)).isEqualTo(i == 7 ? "_captures.ndjson-0-8" : "cap-" + i);
    }
  }
}
