package northpost.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import northpost.domain.Decision;
import northpost.domain.FunnelCounts;
import northpost.domain.FunnelWindow;
import northpost.domain.Outcome;
import northpost.testing.Captures;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class FunnelFunctionsTest {
  private static final long NOON = Captures.NOON.toEpochMilli();
  private static final long MINUTE = LaneFunnelFunction.WINDOW_MILLIS;

  @Test
  void writesAMinuteWhenEventTimePassesItsEnd() throws Exception {
    try (var lanes = lanes()) {
      lanes.processElement(decision(1, NOON, Outcome.MATCH), NOON);
      lanes.processElement(decision(2, NOON + 59_999, Outcome.NO_MATCH), NOON);
      lanes.processWatermark(NOON + MINUTE - 1);
      assertThat(windows(lanes)).isEmpty();
      lanes.processWatermark(NOON + MINUTE);
      FunnelWindow window = windows(lanes).get(0);
      assertThat(window.start()).isEqualTo(Captures.NOON);
      assertThat(window.counts().presented()).isEqualTo(2);
      assertThat(window.counts().matchRate().rate()).isEqualTo(0.5);
    }
  }

  @Test
  void correctsAWindowForLateDecisionsOnceAtTheNextAdvance() throws Exception {
    try (var lanes = lanes()) {
      lanes.processElement(decision(1, NOON, Outcome.MATCH), NOON);
      lanes.processWatermark(NOON + MINUTE);
      lanes.processElement(decision(2, NOON, Outcome.MATCH), NOON);
      lanes.processElement(decision(3, NOON, Outcome.MATCH), NOON);
      lanes.processWatermark(NOON + MINUTE + 1);
      assertThat(windows(lanes)).extracting(FunnelWindow::version).containsExactly(1L, 3L);
    }
  }

  @Test
  void endsItsStateADayAfterTheWindow() throws Exception {
    try (var lanes = lanes()) {
      lanes.processElement(decision(1, NOON, Outcome.MATCH), NOON);
      lanes.processWatermark(NOON + MINUTE + LaneFunnelFunction.LATENESS_MILLIS);
      assertThat(lanes.numKeyedStateEntries()).isZero();
      assertThat(lanes.numEventTimeTimers()).isZero();
      lanes.processElement(decision(2, NOON, Outcome.MATCH), NOON);
      assertThat(lanes.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void addsLanesUpAndReplacesACorrectedOne() throws Exception {
    try (var ports = ports()) {
      ports.processElement(lane("l-1", 2), NOON);
      ports.processElement(lane("l-2", 3), NOON);
      ports.processWatermark(NOON + MINUTE);
      ports.processElement(lane("l-1", 4), NOON);
      ports.processElement(lane("l-1", 2), NOON);
      ports.processWatermark(NOON + MINUTE + 1);
      assertThat(windows(ports)).extracting(FunnelWindow::version).containsExactly(5L, 7L);
      ports.processWatermark(NOON + MINUTE + LaneFunnelFunction.LATENESS_MILLIS);
      assertThat(ports.numKeyedStateEntries()).isZero();
      assertThat(windows(ports)).hasSize(2);
    }
  }

  @Test
  void endsWithTheSameCountsWhateverTheOrderAndLateness() throws Exception {
    Random random = new Random(11);
    try (var lanes = lanes()) {
      Map<Instant, FunnelCounts> truth = new HashMap<>();
      long watermark = NOON;
      for (int i = 0; i < 2_000; i++) {
        long at = watermark + (random.nextInt(10) - 7) * 20_000L;
        Outcome outcome = Outcome.values()[1 + random.nextInt(6)];
        lanes.processElement(decision(i, at, outcome), at);
        truth.merge(
            Instant.ofEpochMilli(Math.floorDiv(at, MINUTE) * MINUTE),
            FunnelCounts.of(outcome, 100),
            FunnelCounts::plus);
        if (random.nextInt(5) == 0) {
          watermark += random.nextInt(30_000);
          lanes.processWatermark(watermark);
        }
      }
      lanes.processWatermark(Long.MAX_VALUE);
      Map<Instant, FunnelWindow> last = new HashMap<>();
      for (FunnelWindow window : windows(lanes)) {
        FunnelWindow before = last.put(window.start(), window);
        assertThat(before == null || before.version() < window.version()).isTrue();
        FunnelCounts c = window.counts();
        assertThat(c.presented())
            .isEqualTo(
                c.optedOut()
                    + c.unusable()
                    + c.matched()
                    + c.ambiguous()
                    + c.notMatched()
                    + c.unavailable());
      }
      assertThat(last.keySet()).isEqualTo(truth.keySet());
      last.forEach((start, window) -> assertThat(window.counts()).isEqualTo(truth.get(start)));
    }
  }

  private static FunnelWindow lane(String laneId, long matched) {
    return new FunnelWindow(
        LaneFunnelFunction.SCOPE,
        "0712",
        "champlain",
        laneId,
        Captures.NOON,
        Captures.NOON.plusMillis(MINUTE),
        matched,
        new FunnelCounts(matched, 0, 0, matched, 0, 0, 0, 100));
  }

  private static Decision decision(int number, long capturedAt, Outcome outcome) {
    return Decisions.decision("c-" + number, Instant.ofEpochMilli(capturedAt), outcome, null);
  }

  private static List<FunnelWindow> windows(
      KeyedOneInputStreamOperatorTestHarness<String, ?, FunnelWindow> operator) {
    return operator.extractOutputValues();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, FunnelWindow> lanes()
      throws Exception {
    return ProcessFunctionTestHarnesses.forKeyedProcessFunction(
        new LaneFunnelFunction(), decision -> decision.capture().laneId(), Types.STRING);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, FunnelWindow, FunnelWindow> ports()
      throws Exception {
    return ProcessFunctionTestHarnesses.forKeyedProcessFunction(
        new PortFunnelFunction(), PortFunnelFunction::key, Types.STRING);
  }
}
