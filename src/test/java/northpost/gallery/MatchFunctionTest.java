package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.Probe;
import northpost.domain.ReferenceUpdate;
import northpost.testing.Captures;
import northpost.testing.References;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatchFunctionTest {
  private static final int SHARD = new Shards(1).keyOf(0);
  private KeyedTwoInputStreamOperatorTestHarness<Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>
      operator;

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void verifiesAgainstTheNamedReference() throws Exception {
    operator = open(ProbeOrder.ARRIVAL, null);
    operator.processElement2(References.enrol(References.reference("r-1", 1, 0)), 0);
    operator.processElement1(verification("c-1", "r-1", 1, 0.1f), 0);
    ShardAnswer answer = only();
    assertThat(answer.status()).isEqualTo(ComparisonStatus.COMPARED);
    assertThat(answer.candidates()).extracting(Candidate::referenceId).containsExactly("r-1");
    assertThat(answer.galleryIds()).containsExactly(References.GALLERY);
  }

  @Test
  void identifiesWithinAGallery() throws Exception {
    operator = open(ProbeOrder.ARRIVAL, null);
    operator.processElement2(References.enrol(References.reference("r-1", 1, 0)), 0);
    operator.processElement2(References.enrol(References.reference("r-2", 0, 1)), 0);
    operator.processElement1(identification("c-1", 0.1f, 1), 0);
    assertThat(only().candidates())
        .extracting(Candidate::referenceId)
        .containsExactly("r-2", "r-1");
  }

  @Test
  void doesNotKnowAReferenceThatWasWithdrawnBeforeTheProbe() throws Exception {
    operator = open(ProbeOrder.ARRIVAL, null);
    operator.processElement2(References.enrol(References.reference("r-1", 1, 0)), 0);
    operator.processElement2(References.withdraw("r-1"), 0);
    operator.processElement1(verification("c-1", "r-1", 1, 0), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.REFERENCE_UNKNOWN);
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void neverComparesTemplatesOfTwoNetworks() throws Exception {
    operator = open(ProbeOrder.ARRIVAL, null);
    operator.processElement2(
        References.enrol(References.reference("r-1", "s-1", "model-b", null, 1, 0)), 0);
    operator.processElement1(verification("c-1", "r-1", 1, 0), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.MODEL_MISMATCH);
  }

  @Test
  void neverComparesTemplatesOfTwoLengths() throws Exception {
    operator = open(ProbeOrder.ARRIVAL, null);
    operator.processElement2(References.enrol(References.reference("r-1", 1, 0, 0)), 0);
    operator.processElement1(verification("c-1", "r-1", 1, 0), 0);
    operator.processElement1(identification("c-2", 1, 0), 0);
    List<ShardAnswer> answers = operator.extractOutputValues();
    assertThat(answers.get(0).status()).isEqualTo(ComparisonStatus.MODEL_MISMATCH);
    assertThat(answers.get(1).searched()).isZero();
    assertThat(answers.get(1).otherModel()).isEqualTo(1);
  }

  @Test
  void doesNotMatchAnExpiredReferenceAndDropsItsState() throws Exception {
    operator = open(ProbeOrder.ARRIVAL, null);
    Instant end = Captures.NOON.minusSeconds(1);
    operator.processElement2(
        References.enrol(References.reference("r-1", "s-1", Captures.MODEL, end, 1, 0)), 0);
    operator.processElement1(verification("c-1", "r-1", 1, 0), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.REFERENCE_NOT_VALID);
    watermark(end.toEpochMilli());
    assertThat(operator.numKeyedStateEntries()).isZero();
    assertThat(operator.numEventTimeTimers()).isZero();
  }

  @Test
  void keepsItsGalleryThroughARestore() throws Exception {
    operator = open(ProbeOrder.ARRIVAL, null);
    operator.processElement2(References.enrol(References.reference("r-1", 1, 0)), 0);
    OperatorSubtaskState snapshot = operator.snapshot(1, 1);
    operator.close();
    operator = open(ProbeOrder.ARRIVAL, snapshot);
    operator.processElement1(verification("c-1", "r-1", 1, 0), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.COMPARED);
  }

  @Test
  void letsAProbeOfAReplayWaitUntilTheGalleryIsComplete() throws Exception {
    operator = open(ProbeOrder.EVENT_TIME, null);
    operator.processElement1(verification("c-1", "r-1", 1, 0), 0);
    operator.processWatermark1(new Watermark(Long.MAX_VALUE));
    assertThat(operator.extractOutputValues()).isEmpty();
    operator.processElement2(References.enrol(References.reference("r-1", 1, 0)), 0);
    watermark(Long.MAX_VALUE);
    assertThat(only().status()).isEqualTo(ComparisonStatus.COMPARED);
    operator.processElement2(References.withdraw("r-1"), 0);
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  private void watermark(long time) throws Exception {
    operator.processBothWatermarks(new Watermark(time));
  }

  private ShardAnswer only() {
    List<ShardAnswer> answers = operator.extractOutputValues();
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  private static ProbeQuery verification(String captureId, String referenceId, float... vector) {
    Probe probe = Captures.capture(captureId).presenting(referenceId).probe(vector);
    return ProbeQuery.verification(probe, SHARD, 0, ShardMergeFunction.UNBOUNDED);
  }

  private static ProbeQuery identification(String captureId, float... vector) {
    Probe probe = Captures.capture(captureId).searching(References.GALLERY).probe(vector);
    return ProbeQuery.identification(
        probe, SHARD, new ShardRange(0, 1), ShardMergeFunction.UNBOUNDED);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>
      open(ProbeOrder order, OperatorSubtaskState restored) throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new MatchOperator(new MatchSettings(order, 1, 0, Long.MAX_VALUE, 1)),
            ProbeQuery::shardKey,
            update -> SHARD,
            Types.INT);
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    if (order == ProbeOrder.ARRIVAL) {
      harness.processWatermark2(new Watermark(ReferenceUpdate.LOADED_WATERMARK));
    }
    return harness;
  }
}
