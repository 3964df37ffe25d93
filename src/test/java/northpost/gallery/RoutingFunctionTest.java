package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.ComparisonKind;
import northpost.domain.FailureToAcquire;
import northpost.domain.Probe;
import northpost.testing.Captures;
import northpost.testing.References;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingFunctionTest {
  private static final OutputTag<CandidateList> NOT_COMPARED =
      new OutputTag<>("not-compared", TypeInformation.of(CandidateList.class));
  private static final OutputTag<AskedProbe> ASKED =
      new OutputTag<>("asked", TypeInformation.of(AskedProbe.class));
  private static final long BUDGET = 1_500;

  /** Captures of the tests arrive 10 ms after noon. */
  private static final Instant ARRIVED = Captures.NOON.plusMillis(10);

  @Test
  void sendsAVerificationToTheShardOfItsReference() throws Exception {
    try (var operator = open(2, ARRIVED)) {
      operator.processElement(Captures.capture("c-1").presenting("r-1").probe(1, 0), 0);
      Shards shards = new Shards(12);
      assertThat(operator.extractOutputValues())
          .singleElement()
          .satisfies(
              query -> {
                assertThat(query.shardKey()).isEqualTo(shards.keyOf(shards.shardOf("r-1")));
                assertThat(query.kind()).isEqualTo(ComparisonKind.VERIFICATION);
                assertThat(query.sought()).isEqualTo("r-1");
              });
      assertThat(asked(operator)).singleElement().returns(1, AskedProbe::shardsAsked);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 720})
  void asksEachSubtaskThatHasShardsOnceForAllOfThem(int parallelism) throws Exception {
    try (var operator = open(parallelism, ARRIVED)) {
      operator.processElement(Captures.capture("c-1").searching(References.GALLERY).probe(1, 0), 0);
      Shards shards = new Shards(12);
      List<Integer> subtasks = new ArrayList<>();
      List<Integer> covered = new ArrayList<>();
      for (ProbeQuery query : operator.extractOutputValues()) {
        int subtask = subtaskOf(query.shardKey(), parallelism);
        subtasks.add(subtask);
        for (int shard : query.range().toArray()) {
          covered.add(shard);
          assertThat(subtaskOf(shards.keyOf(shard), parallelism)).isEqualTo(subtask);
        }
      }
      assertThat(subtasks).doesNotHaveDuplicates().hasSize(Math.min(parallelism, 12));
      assertThat(covered).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      assertThat(asked(operator)).singleElement().returns(12, AskedProbe::shardsAsked);
    }
  }

  @Test
  void sendsTheTemplateToTheGalleryAndNoFurther() throws Exception {
    try (var operator = open(1, ARRIVED)) {
      operator.processElement(Captures.capture("c-1").searching(References.GALLERY).probe(1, 0), 0);
      assertThat(operator.extractOutputValues().get(0).template()).isNotNull();
      assertThat(asked(operator).get(0).probe().template()).isNull();
      assertThat(asked(operator).get(0).modelId()).isEqualTo(Captures.MODEL);
    }
  }

  @Test
  void putsADocumentBeforeAGallery() throws Exception {
    try (var operator = open(1, ARRIVED)) {
      operator.processElement(
          Captures.capture("c-1").presenting("r-1").searching("expected").probe(1, 0), 0);
      assertThat(operator.extractOutputValues())
          .singleElement()
          .returns(ComparisonKind.VERIFICATION, ProbeQuery::kind);
    }
  }

  @Test
  void sendsWhatCannotBeComparedStraightOn() throws Exception {
    try (var operator = open(1, ARRIVED)) {
      operator.processElement(Captures.capture("c-1").probe(1, 0), 0);
      operator.processElement(
          Captures.capture("c-2").presenting("r-1").optingOut().probe(1, 0).withoutTemplate(), 0);
      assertThat(operator.extractOutputValues()).isEmpty();
      assertThat(operator.getSideOutput(NOT_COMPARED)).hasSize(2);
    }
  }

  @Test
  void countsTheBudgetFromTheArrival() throws Exception {
    try (var operator = open(1, ARRIVED.plusMillis(BUDGET - 1))) {
      operator.processElement(Captures.capture("c-1").presenting("r-1").probe(1, 0), 0);
      long spent = ARRIVED.plusMillis(BUDGET).toEpochMilli();
      assertThat(operator.extractOutputValues().get(0).answerBy()).isEqualTo(spent);
      assertThat(asked(operator).get(0).answerBy()).isEqualTo(spent);
    }
  }

  @Test
  void asksNothingWhenTheBudgetIsSpentOnArrival() throws Exception {
    try (var operator = open(1, ARRIVED.plusMillis(BUDGET))) {
      operator.processElement(Captures.capture("c-1").presenting("r-1").probe(1, 0), 0);
      assertThat(operator.extractOutputValues()).isEmpty();
      assertThat(operator.getSideOutput(NOT_COMPARED))
          .singleElement()
          .satisfies(
              list ->
                  assertThat(list.getValue().status())
                      .isEqualTo(ComparisonStatus.TIME_BUDGET_SPENT));
    }
  }

  @Test
  void saysThatTheBudgetIsSpentWhereNoTemplateWasMadeForThatReason() throws Exception {
    // The clock of the face pipeline's machine may be ahead of this one's.
    try (var operator = open(1, ARRIVED.plusMillis(BUDGET - 1))) {
      operator.processElement(
          Captures.capture("c-1").searching(References.GALLERY).probe(1, 0).withoutTemplate(), 0);
      assertThat(operator.extractOutputValues()).isEmpty();
      assertThat(operator.getSideOutput(NOT_COMPARED))
          .singleElement()
          .satisfies(
              list -> {
                assertThat(list.getValue().status()).isEqualTo(ComparisonStatus.TIME_BUDGET_SPENT);
                assertThat(list.getValue().modelId()).isNull();
              });
    }
  }

  @Test
  void leavesAFailureToAcquireOneHoweverLateItIs() throws Exception {
    try (var operator = open(1, ARRIVED.plusMillis(10 * BUDGET))) {
      Probe acquired = Captures.capture("c-1").presenting("r-1").probe(1, 0);
      operator.processElement(
          new Probe(
              acquired.capture(),
              acquired.position(),
              acquired.receivedAt(),
              null,
              new FailureToAcquire(FailureToAcquire.Cause.NO_FACE, "no face"),
              acquired.quality(),
              acquired.imageDigest(),
              acquired.acquiredAt()),
          0);
      assertThat(operator.getSideOutput(NOT_COMPARED))
          .singleElement()
          .satisfies(
              list ->
                  assertThat(list.getValue().status()).isEqualTo(ComparisonStatus.NOT_COMPARED));
    }
  }

  private static int subtaskOf(int key, int parallelism) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        key, Shards.MAX_PARALLELISM, parallelism);
  }

  private static List<AskedProbe> asked(
      OneInputStreamOperatorTestHarness<Probe, ProbeQuery> operator) {
    return operator.getSideOutput(ASKED).stream().map(record -> record.getValue()).toList();
  }

  private static OneInputStreamOperatorTestHarness<Probe, ProbeQuery> open(
      int parallelism, Instant now) throws Exception {
    var operator =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new RoutingFunction(
                    12, BUDGET, ASKED, NOT_COMPARED, () -> Clock.fixed(now, ZoneOffset.UTC))),
            Shards.MAX_PARALLELISM,
            parallelism,
            0);
    operator.open();
    return operator;
  }
}
