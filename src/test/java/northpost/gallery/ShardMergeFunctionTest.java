package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import northpost.testing.Captures;
import northpost.testing.References;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardMergeFunctionTest {
  private static final long BUDGET = 1_000;
  private KeyedOneInputStreamOperatorTestHarness<String, ShardAnswer, CandidateList> operator;

  @BeforeEach
  void open() throws Exception {
    operator =
        ProcessFunctionTestHarnesses.forKeyedProcessFunction(
            new ShardMergeFunction(BUDGET),
            answer -> answer.probe().capture().captureId(),
            Types.STRING);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void passesOneShardsAnswerOn() throws Exception {
    operator.processElement(answer(0, 1, 1, candidate("r-1", 0.9)), 0);
    assertThat(only().candidates()).extracting(Candidate::referenceId).containsExactly("r-1");
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void mergesAllShardsBestFirst() throws Exception {
    operator.processElement(answer(0, 2, 1, candidate("r-1", 0.7)), 0);
    assertThat(operator.extractOutputValues()).isEmpty();
    operator.processElement(answer(1, 2, 1, candidate("r-2", 0.9)), 0);
    assertThat(only().candidates())
        .extracting(Candidate::referenceId)
        .containsExactly("r-2", "r-1");
    assertThat(operator.numKeyedStateEntries()).isZero();
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  @Test
  void countsAShardOnceHoweverOftenItAnswers() throws Exception {
    operator.processElement(answer(0, 2, 1, candidate("r-1", 0.7)), 0);
    operator.processElement(answer(0, 2, 1, candidate("r-1", 0.7)), 0);
    assertThat(operator.extractOutputValues()).isEmpty();
  }

  @Test
  void tellsAnEmptyGalleryFromNoCandidate() throws Exception {
    operator.processElement(answer(0, 2, 0), 0);
    operator.processElement(answer(1, 2, 0), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.GALLERY_NOT_LOADED);
  }

  @Test
  void saysWhenAPartOfTheGalleryIsOfAnotherNetwork() throws Exception {
    operator.processElement(answer(0, 2, 1, candidate("r-1", 0.7)), 0);
    operator.processElement(ofAnotherNetwork(answer(1, 2, 0)), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.PARTLY_COMPARED);
  }

  private static ShardAnswer ofAnotherNetwork(ShardAnswer a) {
    return new ShardAnswer(
        a.probe(),
        a.modelId(),
        a.shardKey(),
        a.shardsAsked(),
        a.kind(),
        a.status(),
        a.candidates(),
        a.searched(),
        1,
        a.galleryIds());
  }

  @Test
  void saysUnavailableWhenAShardStaysSilentAndDropsItsLateAnswer() throws Exception {
    operator.processElement(answer(0, 2, 1, candidate("r-1", 0.9)), 0);
    operator.setProcessingTime(BUDGET);
    assertThat(only().status()).isEqualTo(ComparisonStatus.TIME_BUDGET_SPENT);
    assertThat(only().candidates()).isEmpty();
    operator.processElement(answer(1, 2, 1, candidate("r-2", 0.9)), 0);
    assertThat(operator.extractOutputValues()).hasSize(1);
    operator.setProcessingTime(BUDGET + ShardMergeFunction.LATE_ANSWER_MILLIS);
    assertThat(operator.numKeyedStateEntries()).isZero();
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  @Test
  void givesAnswersThatAreStillOnTheirWayAWholeBudgetAfterARestore() throws Exception {
    operator.processElement(answer(0, 2, 1, candidate("r-1", 0.7)), 0);
    restoreAt(10 * BUDGET);
    operator.setProcessingTime(10 * BUDGET + 1);
    assertThat(operator.extractOutputValues()).isEmpty();
    operator.processElement(answer(1, 2, 1, candidate("r-2", 0.9)), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.COMPARED);
    assertThat(operator.numKeyedStateEntries()).isZero();
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  @Test
  void stillSaysUnavailableAfterARestoreWhenAShardStaysSilent() throws Exception {
    operator.processElement(answer(0, 2, 1, candidate("r-1", 0.7)), 0);
    restoreAt(10 * BUDGET);
    operator.setProcessingTime(11 * BUDGET);
    assertThat(only().status()).isEqualTo(ComparisonStatus.TIME_BUDGET_SPENT);
  }

  @Test
  void stillDropsALateAnswerAfterARestore() throws Exception {
    operator.processElement(answer(0, 2, 1, candidate("r-1", 0.7)), 0);
    operator.setProcessingTime(BUDGET);
    restoreAt(BUDGET + 2 * ShardMergeFunction.LATE_ANSWER_MILLIS);
    operator.processElement(answer(1, 2, 1, candidate("r-2", 0.9)), 0);
    assertThat(operator.extractOutputValues()).isEmpty();
    operator.setProcessingTime(BUDGET + 4 * ShardMergeFunction.LATE_ANSWER_MILLIS);
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  /** Stops and starts the operator; its clock then shows this time. */
  private void restoreAt(long processingTime) throws Exception {
    OperatorSubtaskState snapshot = operator.snapshot(1, 1);
    operator.close();
    operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new ShardMergeFunction(BUDGET)),
            answer -> answer.probe().capture().captureId(),
            Types.STRING);
    operator.setProcessingTime(processingTime);
    operator.initializeState(snapshot);
    operator.open();
    operator.setProcessingTime(processingTime);
  }

  private CandidateList only() {
    List<CandidateList> lists = operator.extractOutputValues();
    assertThat(lists).hasSize(1);
    return lists.get(0);
  }

  private static Candidate candidate(String referenceId, double score) {
    return new Candidate(referenceId, "s" + referenceId.substring(1), score);
  }

  private static ShardAnswer answer(
      int shardKey, int shardsAsked, int searched, Candidate... candidates) {
    return new ShardAnswer(
        Captures.capture("c-1").searching(References.GALLERY).probe(1, 0).withoutTemplate(),
        Captures.MODEL,
        shardKey,
        shardsAsked,
        ComparisonKind.IDENTIFICATION,
        ComparisonStatus.COMPARED,
        List.of(candidates),
        searched,
        0,
        List.of(References.GALLERY));
  }
}
