package northpost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import northpost.simulation.SimulatedYear;
import org.junit.jupiter.api.Test;

class YearResultsTest {
  private static ResultDigest digest(String... records) {
    ResultDigest digest = new ResultDigest();
    for (String record : records) {
      digest.add(record);
    }
    return digest;
  }

  @Test
  void aDigestDependsOnTheRecordsAndNotOnTheirOrder() {
    assertThat(digest("a", "b", "c").hex()).isEqualTo(digest("c", "a", "b").hex());
    assertThat(digest("a", "b").hex()).isNotEqualTo(digest("a", "c").hex());
    assertThat(digest("a", "a").hex()).isNotEqualTo(digest("a").hex());
    ResultDigest inParts = digest("a");
    inParts.add(digest("b", "c"));
    assertThat(inParts.hex()).isEqualTo(digest("a", "b", "c").hex());
    assertThat(inParts.records()).isEqualTo(3);
    // SHA-256 of nothing starts with this.
    ResultDigest ofNothing = new ResultDigest();
    ofNothing.add("x".getBytes(StandardCharsets.UTF_8), 0);
    assertThat(ofNothing.hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb924");
  }

  @Test
  void timesOfProcessingAreNoPartOfALine() {
    assertThat(
            Deterministic.part(
                "{\"a\":1,\"decidedAt\":\"2026-07-01T12:00:00Z\",\"maxLatencyMillis\":12,"
                    + "\"sentence\":\"Latency is \\\"late\\\"\",\"totalLatencyMillis\":3}"))
        .isEqualTo("{\"a\":1,\"sentence\":\"Latency is \\\"late\\\"\",}");
    assertThat(Deterministic.part("{\"a\":\"b\"}")).isEqualTo("{\"a\":\"b\"}");
  }

  @Test
  void stateIsHeldAgainstTheTrafficOfItsMonth() {
    SimulatedYear year = SimulatedYear.of(1, 89);
    YearSamples flat = new YearSamples(year);
    YearSamples growing = new YearSamples(year);
    long decisions = 0;
    for (int day = 0; day < 89; day++) {
      // Twice the traffic from the second month on.
      long perDay = day < 31 ? 100 : 200;
      decisions += perDay;
      long at = year.start().plusSeconds(86_400L * (day + 1)).toEpochMilli();
      flat.add(at, decisions, 5_000 + 10 * perDay, 5_000, 1);
      growing.add(at, decisions, 5_000 + 10 * perDay + 100L * day, 5_000, 1);
    }
    assertThat(flat.months()).hasSize(3);
    assertThat(flat.growth()).isCloseTo(1, within(.05));
    assertThat(growing.growth()).isGreaterThan(1.5);
  }
}
