package northpost.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import northpost.analytics.Decisions;
import northpost.domain.Anomaly;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.testing.Captures;
import northpost.testing.Harnesses;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ReplayFunctionTest {
  @Test
  void saysNothingOfAnImageThatComesOnce() throws Exception {
    try (var operator = open()) {
      operator.processElement(seen("c-1", Captures.NOON), 0);
      operator.processWatermark(Long.MAX_VALUE);
      assertThat(operator.extractOutputValues()).isEmpty();
      assertThat(operator.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void hasNoTimerForAnImageThatComesOnce() throws Exception {
    try (var operator = open()) {
      operator.processElement(seen("c-1", Captures.NOON), 0);
      assertThat(operator.numEventTimeTimers()).isZero();
      long end = Captures.NOON.plus(ReplayFunction.HORIZON).toEpochMilli();
      operator.processWatermark(end - 1);
      assertThat(operator.numKeyedStateEntries()).isOne();
      operator.processWatermark(end);
      assertThat(operator.numKeyedStateEntries()).isZero();
    }
  }

  /** The state goes at a full minute, up to a minute after its end. */
  @Test
  void forgetsAnImageAtItsEndThoughItsStateGoesLater() throws Exception {
    try (var operator = open()) {
      operator.processElement(seen("c-1", Captures.NOON.plusSeconds(1)), 0);
      Instant end = Captures.NOON.plus(ReplayFunction.HORIZON).plusSeconds(1);
      operator.processWatermark(end.toEpochMilli());
      assertThat(operator.numKeyedStateEntries()).isOne();
      operator.processElement(seen("c-2", end.plusSeconds(1)), 0);
      operator.processWatermark(end.plusSeconds(2).toEpochMilli());
      assertThat(operator.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void saysItWhenEventTimeHasPassedTheSecond() throws Exception {
    try (var operator = open()) {
      operator.processElement(seen("c-1", Captures.NOON), 0);
      operator.processElement(seen("c-2", Captures.NOON.plusSeconds(5)), 0);
      operator.processWatermark(Captures.NOON.plusSeconds(4).toEpochMilli());
      assertThat(operator.extractOutputValues()).isEmpty();
      operator.processWatermark(Captures.NOON.plusSeconds(5).toEpochMilli());
      assertThat(operator.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void closesWhenTheHorizonHasPassed() throws Exception {
    try (var operator = open()) {
      operator.processElement(seen("c-1", Captures.NOON), 0);
      operator.processElement(seen("c-2", Captures.NOON.plusSeconds(5)), 0);
      operator.processWatermark(Captures.NOON.plus(ReplayFunction.HORIZON).toEpochMilli());
      var anomalies = operator.extractOutputValues();
      assertThat(anomalies).extracting(Anomaly::status).containsExactly("OPEN", "CLOSED");
      assertThat(anomalies).extracting(Anomaly::version).containsExactly(1L, 2L);
      assertThat(anomalies.get(1).evidence()).isEqualTo(anomalies.get(0).evidence());
      assertThat(anomalies.get(1).sentence()).contains("Closed");
      assertThat(operator.numKeyedStateEntries()).isZero();
      assertThat(operator.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void comparesWithOneAnotherWhatAnOutageHeldBack() throws Exception {
    try (var operator = open()) {
      operator.processWatermark(
          Captures.NOON.plus(ReplayFunction.HORIZON.multipliedBy(2)).toEpochMilli());
      operator.processElement(seen("c-2", Captures.NOON.plusSeconds(5)), 0);
      operator.processWatermark(
          Captures.NOON.plus(ReplayFunction.HORIZON.multipliedBy(2)).plusSeconds(1).toEpochMilli());
      operator.processElement(seen("c-1", Captures.NOON), 0);
      var anomalies = operator.extractOutputValues();
      assertThat(anomalies).hasSize(1);
      assertThat(anomalies.get(0).evidence()).containsExactly("c-1", "c-2");
      operator.processWatermark(
          Captures.NOON.plus(ReplayFunction.HORIZON.multipliedBy(4)).toEpochMilli());
      assertThat(operator.numKeyedStateEntries()).isZero();
      assertThat(operator.extractOutputValues())
          .extracting(Anomaly::status)
          .containsExactly("OPEN", "CLOSED");
    }
  }

  @Test
  void opensAndUpdatesOneAnomalyForAnImageThatComesAgain() throws Exception {
    try (var operator = open()) {
      operator.processElement(seen("c-2", Captures.NOON.plusSeconds(5)), 0);
      operator.processElement(seen("c-1", Captures.NOON), 0);
      operator.processElement(seen("c-3", Captures.NOON.plusSeconds(9)), 0);
      operator.processWatermark(Captures.NOON.plusSeconds(9).toEpochMilli());
      var anomalies = operator.extractOutputValues();
      assertThat(anomalies).extracting(Anomaly::status).containsExactly("OPEN", "UPDATED");
      assertThat(anomalies).extracting(Anomaly::anomalyId).containsOnly("replay-digest-40563");
      Anomaly last = anomalies.get(1);
      assertThat(last.evidence()).containsExactly("c-1", "c-2", "c-3");
      assertThat(last.start()).isEqualTo(Captures.NOON);
      assertThat(last.sentence()).contains("3 times");
    }
  }

  @Test
  void forgetsAnImageAfterItsHorizon() throws Exception {
    try (var operator = open()) {
      operator.processElement(seen("c-1", Captures.NOON), 0);
      operator.processWatermark(Captures.NOON.plus(ReplayFunction.HORIZON).toEpochMilli());
      assertThat(operator.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void opensAnotherAnomalyWhenTheImageComesAgainAfterTheHorizon() throws Exception {
    try (var operator = open()) {
      operator.processElement(seen("c-1", Captures.NOON), 0);
      operator.processElement(seen("c-2", Captures.NOON.plusSeconds(5)), 0);
      Instant later = Captures.NOON.plus(ReplayFunction.HORIZON);
      operator.processWatermark(later.toEpochMilli());
      operator.processElement(seen("c-3", later.plusSeconds(1)), 0);
      operator.processElement(seen("c-4", later.plusSeconds(2)), 0);
      operator.processWatermark(later.plusSeconds(2).toEpochMilli());
      var anomalies = operator.extractOutputValues();
      assertThat(anomalies).extracting(Anomaly::status).containsExactly("OPEN", "CLOSED", "OPEN");
      assertThat(anomalies.get(2).anomalyId()).isNotEqualTo(anomalies.get(0).anomalyId());
    }
  }

  private static Decision seen(String captureId, Instant at) {
    return Decisions.decision(captureId, at, Outcome.MATCH, "digest");
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, Anomaly> open()
      throws Exception {
    PatternWatch watch = new ReplayFunction();
    return Harnesses.open(watch.operator(), watch::key);
  }
}
