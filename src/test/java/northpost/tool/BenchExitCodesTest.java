package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import northpost.bench.OutageReport;
import northpost.bench.SinkReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a measurement of the Elasticsearch sink ends with 1. */
class BenchExitCodesTest {
  @ParameterizedTest
  @CsvSource({
    "10, 1.1, 0, 0, 0, 0",
    "10, 1.101, 0, 0, 0, 1",
    "10, NaN, 0, 0, 0, 1",
    "5, 1.2, 0, 0, 0, 1",
    "4.9, 1.2, 0, 0, 0, 0",
    "10, 1, 1, 0, 0, 1",
    "10, 1, 0, 1, 0, 1",
    "1, 1, 0, 0, 1, 1"
  })
  void ofAnOutage(
      double minutes, double p99Ratio, long missing, long surplus, long heldUp, int expected) {
    OutageReport.Phase phase = new OutageReport.Phase(1, 1, 1, 1, 1, 1, 1, 1);
    OutageReport report =
        new OutageReport(
            46, minutes, 1, phase, phase, phase, phase, p99Ratio, 1, 1, heldUp, 1, 1, missing,
            surplus);
    assertThat(BenchOutage.exitCode(report)).isEqualTo(expected);
  }

  @Test
  void ofALongOutageWithoutACheckpoint() {
    OutageReport.Phase phase = new OutageReport.Phase(1, 1, 1, 1, 1, 1, 1, 1);
    OutageReport.Phase away = new OutageReport.Phase(1, 1, 1, 1, 1, 0, 1, 1);
    OutageReport report =
        new OutageReport(46, 10, 1, phase, away, phase, phase, 1, 1, 1, 0, 1, 1, 0, 0);
    assertThat(BenchOutage.exitCode(report)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 0.9, 0, 0",
    "7, 0.899, 0, 1",
    "7, NaN, 0, 1",
    "5, 0.5, 0, 1",
    "4, 0.5, 0, 0",
    "7, 1, 1, 1",
    "1, 1, 1, 1"
  })
  void ofTheSinkAndTheBareLoop(int rounds, double ratio, long missing, int expected) {
    SinkReport report =
        new SinkReport(2, 1, 1, rounds, 1, 1, ratio, 1, 1, 1, 1, 1, missing, List.of());
    assertThat(BenchElasticsearch.exitCode(report)).isEqualTo(expected);
  }
}
