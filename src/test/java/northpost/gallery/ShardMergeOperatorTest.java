package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import northpost.domain.Probe;
import northpost.testing.Captures;
import northpost.testing.References;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardMergeOperatorTest {
  private static final long BUDGET = 1_000;
  private static final long ARRIVED = 500;
  private static final long SPENT = ARRIVED + BUDGET;

  private KeyedTwoInputStreamOperatorTestHarness<String, AskedProbe, ShardAnswer, CandidateList>
      operator;

  @BeforeEach
  void openAtTheArrival() throws Exception {
    operator = open(BUDGET, null);
    operator.setProcessingTime(ARRIVED);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void mergesAllShardsBestFirstWithoutAnyState() throws Exception {
    ask(2);
    answer(shards(0), candidate("r-1", 0.7));
    assertThat(operator.extractOutputValues()).isEmpty();
    assertThat(operator.numKeyedStateEntries()).isZero();
    answer(shards(1), candidate("r-2", 0.9));
    assertThat(only().candidates())
        .extracting(Candidate::referenceId)
        .containsExactly("r-2", "r-1");
    assertThat(only().probe().capture().captureId()).isEqualTo("c-1");
    pass(SPENT + BUDGET);
    assertThat(operator.extractOutputValues()).hasSize(1);
  }

  @Test
  void passesOneSubtasksAnswerForAllShardsOn() throws Exception {
    ask(3);
    answer(shards(0, 1, 2), candidate("r-1", 0.9));
    assertThat(only().candidates()).extracting(Candidate::referenceId).containsExactly("r-1");
  }

  @Test
  void takesAnAnswerThatOvertakesItsProbe() throws Exception {
    answer(shards(0, 1), candidate("r-1", 0.9));
    assertThat(operator.extractOutputValues()).isEmpty();
    ask(2);
    assertThat(only().candidates()).extracting(Candidate::referenceId).containsExactly("r-1");
  }

  @Test
  void countsAShardOnceHoweverOftenItAnswers() throws Exception {
    ask(2);
    answer(shards(0), candidate("r-1", 0.7));
    answer(shards(0), candidate("r-1", 0.7));
    assertThat(operator.extractOutputValues()).isEmpty();
  }

  @Test
  void tellsAnEmptyGalleryFromNoCandidate() throws Exception {
    ask(2);
    operator.processElement2(answerOf(ComparisonStatus.COMPARED, 0, 0, shards(0)), 0);
    operator.processElement2(answerOf(ComparisonStatus.COMPARED, 0, 0, shards(1)), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.GALLERY_NOT_LOADED);
  }

  @Test
  void concludesNothingWhenOneSubtaskHasNotLoadedItsPart() throws Exception {
    ask(2);
    answer(shards(0), candidate("r-1", 0.9));
    operator.processElement2(answerOf(ComparisonStatus.GALLERY_NOT_LOADED, 0, 0, shards(1)), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.GALLERY_NOT_LOADED);
    assertThat(only().candidates()).isEmpty();
  }

  @Test
  void saysWhenAPartOfTheGalleryIsOfAnotherNetwork() throws Exception {
    ask(2);
    answer(shards(0), candidate("r-1", 0.7));
    operator.processElement2(answerOf(ComparisonStatus.COMPARED, 0, 1, shards(1)), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.PARTLY_COMPARED);
  }

  @Test
  void keepsWhatAVerificationFound() throws Exception {
    operator.processElement1(asked(ComparisonKind.VERIFICATION, 1, SPENT), 0);
    operator.processElement2(answerOf(ComparisonStatus.REFERENCE_NOT_VALID, 0, 0, shards(7)), 0);
    assertThat(only().status()).isEqualTo(ComparisonStatus.REFERENCE_NOT_VALID);
  }

  @Test
  void saysUnavailableInTimeWhenNoAnswerComesAtAll() throws Exception {
    operator.processElement1(asked(ComparisonKind.VERIFICATION, 1, SPENT), 0);
    pass(SPENT - 1);
    assertThat(operator.extractOutputValues()).isEmpty();
    pass(SPENT + ShardMergeFunction.TICK_MILLIS);
    assertThat(only().status()).isEqualTo(ComparisonStatus.TIME_BUDGET_SPENT);
    assertThat(operator.extractOutputStreamRecords().get(0).getTimestamp())
        .isEqualTo(Captures.NOON.toEpochMilli());
  }

  @Test
  void saysUnavailableInTimeWhenAShardStaysSilentAndDropsItsLateAnswer() throws Exception {
    ask(2);
    answer(shards(0), candidate("r-1", 0.9));
    pass(SPENT + ShardMergeFunction.TICK_MILLIS);
    assertThat(only().status()).isEqualTo(ComparisonStatus.TIME_BUDGET_SPENT);
    assertThat(only().candidates()).isEmpty();
    answer(shards(1), candidate("r-2", 0.9));
    assertThat(operator.extractOutputValues()).hasSize(1);
    operator.prepareSnapshotPreBarrier(1);
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void forgetsAfterAWhileAnAnswerThatNeverCame() throws Exception {
    ask(2);
    pass(SPENT + ShardMergeFunction.TICK_MILLIS);
    operator.prepareSnapshotPreBarrier(1);
    assertThat(operator.numKeyedStateEntries()).isEqualTo(1);
    pass(SPENT + 2 * ShardMergeFunction.TICK_MILLIS + ShardMergeFunction.LATE_ANSWER_MILLIS);
    operator.prepareSnapshotPreBarrier(2);
    assertThat(operator.numKeyedStateEntries()).isZero();
    assertThat(operator.extractOutputValues()).hasSize(1);
  }

  @Test
  void keepsWhatIsInTheMakingThroughACheckpoint() throws Exception {
    ask(2);
    answer(shards(0), candidate("r-1", 0.7));
    restore();
    operator.setProcessingTime(ARRIVED);
    answer(shards(1), candidate("r-2", 0.9));
    assertThat(only().candidates()).hasSize(2);
    operator.prepareSnapshotPreBarrier(2);
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void saysUnavailableAfterARestoreToo() throws Exception {
    ask(2);
    restore();
    pass(SPENT + ShardMergeFunction.TICK_MILLIS);
    assertThat(only().status()).isEqualTo(ComparisonStatus.TIME_BUDGET_SPENT);
  }

  @Test
  void waitsInStateAndWithoutEndWhereThereIsNoBudget() throws Exception {
    operator.close();
    operator = open(ShardMergeFunction.UNBOUNDED, null);
    operator.processElement1(
        asked(ComparisonKind.IDENTIFICATION, 2, ShardMergeFunction.UNBOUNDED), 0);
    assertThat(operator.numKeyedStateEntries()).isEqualTo(1);
    operator.setProcessingTime(100 * SPENT);
    assertThat(operator.extractOutputValues()).isEmpty();
    answer(shards(0), candidate("r-1", 0.7));
    answer(shards(1), candidate("r-2", 0.9));
    assertThat(only().candidates()).hasSize(2);
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  /** Lets time pass as it does: tick by tick. */
  private void pass(long until) throws Exception {
    long step = Math.max(ShardMergeFunction.TICK_MILLIS, (until - ARRIVED) / 1_000);
    for (long now = operator.getProcessingTime(); now < until; now += step) {
      operator.setProcessingTime(now);
    }
    operator.setProcessingTime(until);
  }

  private void restore() throws Exception {
    operator.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState snapshot = operator.snapshot(1, 1);
    operator.close();
    operator = open(BUDGET, snapshot);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, AskedProbe, ShardAnswer, CandidateList>
      open(long budget, OperatorSubtaskState restored) throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new ShardMergeOperator(budget),
            (AskedProbe asked) -> asked.probe().capture().captureId(),
            ShardAnswer::captureId,
            Types.STRING);
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    return harness;
  }

  private void ask(int shardsAsked) throws Exception {
    operator.processElement1(asked(ComparisonKind.IDENTIFICATION, shardsAsked, SPENT), 0);
  }

  private static AskedProbe asked(ComparisonKind kind, int shardsAsked, long answerBy) {
    Probe probe = Captures.capture("c-1").searching(References.GALLERY).probe(1, 0);
    return AskedProbe.of(probe, kind, shardsAsked, answerBy);
  }

  private void answer(int[] shards, Candidate... candidates) throws Exception {
    operator.processElement2(answerOf(ComparisonStatus.COMPARED, 1, 0, shards, candidates), 0);
  }

  private static ShardAnswer answerOf(
      ComparisonStatus status,
      int searched,
      int otherModel,
      int[] shards,
      Candidate... candidates) {
    return new ShardAnswer(
        "c-1",
        shards,
        status,
        List.of(candidates),
        searched,
        otherModel,
        List.of(References.GALLERY));
  }

  private static int[] shards(int... shards) {
    return shards;
  }

  private static Candidate candidate(String referenceId, double score) {
    return new Candidate(referenceId, "s" + referenceId.substring(1), score);
  }

  private CandidateList only() {
    List<CandidateList> lists = operator.extractOutputValues();
    assertThat(lists).hasSize(1);
    return lists.get(0);
  }
}
