package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.DeadLetter;
import northpost.domain.Probe;
import northpost.domain.RejectionReason;
import northpost.testing.Captures;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
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
        ProcessFunctionTestHarnesses.forKeyedProcessFunction(
            new DeduplicationFunction(DEAD_LETTERS, DUPLICATES),
            sample -> sample.capture().captureId(),
            Types.STRING)) {
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
