package northpost.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import northpost.analytics.Decisions;
import northpost.domain.Anomaly;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.testing.Captures;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class ReplayFunctionTest {
  @Test
  void saysNothingOfAnImageThatComesOnce() throws Exception {
    try (var operator = open()) {
      operator.processElement(seen("c-1", Captures.NOON), 0);
      assertThat(operator.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void opensAndUpdatesOneAnomalyForAnImageThatComesAgain() throws Exception {
    try (var operator = open()) {
      operator.processElement(seen("c-2", Captures.NOON.plusSeconds(5)), 0);
      operator.processElement(seen("c-1", Captures.NOON), 0);
      operator.processElement(seen("c-3", Captures.NOON.plusSeconds(9)), 0);
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
      var anomalies = operator.extractOutputValues();
      assertThat(anomalies).extracting(Anomaly::version).containsExactly(2L, 2L);
      assertThat(anomalies).extracting(Anomaly::anomalyId).doesNotHaveDuplicates();
    }
  }

  private static Decision seen(String captureId, Instant at) {
    return Decisions.decision(captureId, at, Outcome.MATCH, "digest");
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, Anomaly> open()
      throws Exception {
    return ProcessFunctionTestHarnesses.forKeyedProcessFunction(
        new ReplayFunction(), Decision::imageDigest, Types.STRING);
  }
}
