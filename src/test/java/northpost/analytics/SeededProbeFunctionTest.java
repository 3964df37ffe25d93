package northpost.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.ErrorCounts;
import northpost.domain.ErrorRateWindow;
import northpost.domain.Outcome;
import northpost.domain.SeededProbe;
import northpost.testing.Captures;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeededProbeFunctionTest {
  private static final long NOON = Captures.NOON.toEpochMilli();
  private static final long HOUR = SeededProbeFunction.WINDOW_MILLIS;
  private int probes;

  @ParameterizedTest
  @CsvSource({
    "MATED, MATCH, 1 0 0 0 0 0",
    "MATED, AMBIGUOUS, 1 1 0 0 0 0",
    "MATED, NO_MATCH, 1 1 0 0 0 0",
    "MATED, UNUSABLE, 0 0 1 0 0 0",
    "MATED, UNAVAILABLE, 0 0 1 0 0 0",
    "NON_MATED, MATCH, 0 0 0 1 1 0",
    "NON_MATED, AMBIGUOUS, 0 0 0 1 0 0",
    "NON_MATED, NO_MATCH, 0 0 0 1 0 0",
    "NON_MATED, UNAVAILABLE, 0 0 0 0 0 1",
    "UNKNOWN, MATCH, 0 0 0 0 0 0",
  })
  void countsAProbeOnce(SeededProbe probe, Outcome outcome, String counts) {
    ErrorCounts c = ErrorCounts.of(probe, outcome);
    assertThat(
            c.matedCompared()
                + " "
                + c.matedMissed()
                + " "
                + c.matedNotAnswered()
                + " "
                + c.nonMatedCompared()
                + " "
                + c.nonMatedMatched()
                + " "
                + c.nonMatedNotAnswered())
        .isEqualTo(counts);
  }

  @Test
  void givesFmrAndFnmrOfALaneAndItsPortWithNAndInterval() throws Exception {
    try (var operator = open()) {
      for (int i = 0; i < 9; i++) {
        operator.processElement(verified(SeededProbe.MATED, Outcome.MATCH), 0);
        operator.processElement(verified(SeededProbe.NON_MATED, Outcome.NO_MATCH), 0);
      }
      operator.processElement(verified(SeededProbe.MATED, Outcome.NO_MATCH), 0);
      operator.processElement(verified(SeededProbe.NON_MATED, Outcome.MATCH), 0);
      operator.processElement(verified(SeededProbe.MATED, Outcome.UNAVAILABLE), 0);
      operator.processWatermark(NOON + 60_000);
      List<ErrorRateWindow> windows = operator.extractOutputValues();
      assertThat(windows)
          .extracting(ErrorRateWindow::scope, ErrorRateWindow::laneId, ErrorRateWindow::version)
          .containsExactly(tuple("LANE", "0712-champlain-p1", 21L), tuple("PORT", null, 21L));
      ErrorCounts port = windows.get(1).counts();
      assertThat(port.fmr().numerator()).isEqualTo(1);
      assertThat(port.fmr().denominator()).isEqualTo(10);
      assertThat(port.fmr().upper()).isBetween(0.40, 0.41);
      assertThat(port.fnmr().numerator()).isEqualTo(1);
      assertThat(port.fnmr().denominator()).isEqualTo(10);
      assertThat(port.matedNotAnswered()).isEqualTo(1);
      assertThat(windows.get(1).start()).isEqualTo(Captures.NOON);
      assertThat(windows.get(1).end()).isEqualTo(Captures.NOON.plusSeconds(3600));
    }
  }

  @Test
  void neverAddsUpVerificationAndIdentification() throws Exception {
    try (var operator = open()) {
      operator.processElement(verified(SeededProbe.MATED, Outcome.MATCH), 0);
      operator.processElement(
          decision(next().searching("g").seeded(SeededProbe.MATED), Outcome.NO_MATCH), 0);
      operator.processWatermark(NOON + 60_000);
      assertThat(operator.extractOutputValues())
          .filteredOn(window -> window.scope().equals("PORT"))
          .extracting(ErrorRateWindow::comparison, window -> window.counts().fnmr().numerator())
          .containsExactlyInAnyOrder(
              tuple(ComparisonKind.VERIFICATION, 0L), tuple(ComparisonKind.IDENTIFICATION, 1L));
    }
  }

  @Test
  void writesAgainWithAHigherVersionWhenMoreComeAndNotOtherwise() throws Exception {
    try (var operator = open()) {
      operator.processElement(verified(SeededProbe.MATED, Outcome.MATCH), 0);
      operator.processWatermark(NOON + 60_000);
      operator.processWatermark(NOON + 30 * 60_000);
      assertThat(operator.extractOutputValues()).hasSize(2);
      // Late, into the same hour.
      operator.processElement(verified(SeededProbe.MATED, Outcome.MATCH), 0);
      operator.processWatermark(NOON + 2 * HOUR);
      assertThat(operator.extractOutputValues())
          .extracting(ErrorRateWindow::version)
          .containsExactly(1L, 1L, 2L, 2L);
    }
  }

  @Test
  void doesNotWriteALaneAgainBecauseAnotherChanged() throws Exception {
    try (var operator = open()) {
      operator.processElement(verified(SeededProbe.MATED, Outcome.MATCH), 0);
      operator.processWatermark(NOON + 60_000);
      operator.processElement(
          decision(
              Captures.capture("c-later")
                  .at(Instant.ofEpochMilli(NOON + 90_000))
                  .searching("g")
                  .seeded(SeededProbe.MATED),
              Outcome.MATCH),
          0);
      operator.processWatermark(NOON + 120_000);
      assertThat(operator.extractOutputValues())
          .extracting(ErrorRateWindow::scope, ErrorRateWindow::comparison)
          .containsExactly(
              tuple("LANE", ComparisonKind.VERIFICATION),
              tuple("PORT", ComparisonKind.VERIFICATION),
              tuple("LANE", ComparisonKind.IDENTIFICATION),
              tuple("PORT", ComparisonKind.IDENTIFICATION));
    }
  }

  @Test
  void forgetsAnHourAfterItsLateness() throws Exception {
    try (var operator = open()) {
      operator.processElement(verified(SeededProbe.MATED, Outcome.MATCH), 0);
      operator.processWatermark(NOON + HOUR + WindowFunction.LATENESS_MILLIS);
      assertThat(operator.numKeyedStateEntries()).isZero();
      operator.processElement(verified(SeededProbe.MATED, Outcome.MATCH), 0);
      assertThat(operator.numKeyedStateEntries()).isZero();
    }
  }

  private Captures next() {
    return Captures.capture("c-" + probes++).at(Instant.ofEpochMilli(NOON));
  }

  private Decision verified(SeededProbe probe, Outcome outcome) {
    return decision(next().presenting("r-1").seeded(probe), outcome);
  }

  private static Decision decision(Captures capture, Outcome outcome) {
    return Decisions.decision(capture.build(), outcome, "digest", List.of());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, ErrorRateWindow> open()
      throws Exception {
    return ProcessFunctionTestHarnesses.forKeyedProcessFunction(
        new SeededProbeFunction(), SeededProbeFunction::key, Types.STRING);
  }
}
