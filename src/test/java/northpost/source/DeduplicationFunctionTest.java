package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.DeadLetter;
import northpost.domain.Probe;
import northpost.domain.RejectionReason;
import northpost.testing.Captures;
import northpost.testing.Harnesses;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class DeduplicationFunctionTest {
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
  private static final OutputTag<Capture> DUPLICATES =
      new OutputTag<>("duplicates", TypeInformation.of(Capture.class));
  private static final OutputTag<Probe> OPTED_OUT =
      new OutputTag<>("opted-out", TypeInformation.of(Probe.class));
  private static final byte[] IMAGE = {1, 2, 3};

  @Test
  void letsACaptureIdThroughOnce() throws Exception {
    try (var operator =
        Harnesses.open(
            new DeduplicationFunction(DEAD_LETTERS, DUPLICATES).operator(),
            (CapturedSample sample) -> sample.capture().captureId())) {
      operator.processElement(Captures.capture("c-1").sample(IMAGE, 1), 0);
      operator.processElement(Captures.capture("c-1").sample(IMAGE, 2), 0);
      assertThat(operator.extractOutputValues()).hasSize(1);
      DeadLetter letter = operator.getSideOutput(DEAD_LETTERS).peek().getValue();
      assertThat(letter.reason()).isEqualTo(RejectionReason.DUPLICATE_CAPTURE);
      assertThat(letter.message()).contains("c-1 at captures-0-2", "seen before at captures-0-1");
      assertThat(letter.content()).isEmpty();
      assertThat(operator.getSideOutput(DUPLICATES)).hasSize(1);
      assertThat(operator.getSideOutput(DUPLICATES).peek().getValue().captureId()).isEqualTo("c-1");

      operator.processWatermark(
          Captures.NOON.toEpochMilli() + DeduplicationFunction.HORIZON_MILLIS);
      assertThat(operator.numKeyedStateEntries()).isZero();
      assertThat(operator.numEventTimeTimers()).isZero();
    }
  }

  /** What is remembered ends at its time, whenever the state goes, and after a restore too. */
  @Test
  void forgetsACaptureIdAfterTheHorizon() throws Exception {
    long end = Captures.NOON.plusSeconds(1).toEpochMilli() + DeduplicationFunction.HORIZON_MILLIS;
    OperatorSubtaskState state;
    try (var operator = deduplication(null)) {
      var at = Captures.NOON.plusSeconds(1);
      operator.processElement(Captures.capture("c-1").at(at).sample(IMAGE, 1), 0);
      operator.processElement(Captures.capture("c-2").at(at).sample(IMAGE, 2), 0);
      state = operator.snapshot(1, 1);
    }
    try (var operator = deduplication(state)) {
      operator.processWatermark(end - 1);
      operator.processElement(Captures.capture("c-1").sample(IMAGE, 3), 0);
      assertThat(operator.extractOutputValues()).isEmpty();
      operator.processWatermark(end);
      assertThat(operator.numKeyedStateEntries()).isEqualTo(2);
      operator.processElement(Captures.capture("c-1").sample(IMAGE, 4), 0);
      assertThat(operator.extractOutputValues()).hasSize(1);
      operator.processWatermark(end + 60_000);
      assertThat(operator.numKeyedStateEntries()).isOne();
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CapturedSample, CapturedSample>
      deduplication(OperatorSubtaskState state) throws Exception {
    return Harnesses.open(
        new DeduplicationFunction(DEAD_LETTERS, DUPLICATES).operator(),
        sample -> sample.capture().captureId(),
        state);
  }

  @Test
  void keepsAnOptedOutCaptureFromTheFacePipeline() throws Exception {
    try (var operator =
        ProcessFunctionTestHarnesses.<CapturedSample, CapturedSample>forProcessFunction(
            new OptOutGate(OPTED_OUT))) {
      operator.processElement(Captures.capture("c-1").optingOut().sample(IMAGE, 1), 0);
      operator.processElement(Captures.capture("c-2").sample(IMAGE, 2), 0);
      assertThat(operator.extractOutputValues())
          .extracting(sample -> sample.capture().captureId())
          .containsExactly("c-2");
      Probe probe = operator.getSideOutput(OPTED_OUT).peek().getValue();
      assertThat(probe.template()).isNull();
      assertThat(probe.imageDigest()).isNull();
    }
  }
}
