package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import northpost.domain.Probe;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.testing.Captures;
import northpost.testing.References;
import northpost.testing.Vectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A replay that is stopped while probes wait goes on at another parallelism to the same answers.
 */
class WaitingProbesRescaleTest {
  private static final int COUNT = 12;
  private static final Shards SHARDS = new Shards(COUNT);
  private static final int PROBES = 20;
  private static final int BEFORE = 2;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 12})
  void everyProbeIsAnsweredForEveryShardOnceAndAsByTheWholeGallery(int after) throws Exception {
    Random random = new Random(after);
    GalleryIndex whole = new GalleryIndex();
    List<Reference> references = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Reference reference = References.reference("r-" + i, Vectors.random(random, 8));
      references.add(reference);
      whole.put(reference);
    }
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < PROBES; i++) {
      // Some at the same time.
      Captures capture = Captures.capture("c-" + i).at(Captures.NOON.plusSeconds(i / 2));
      probes.add(capture.searching(References.GALLERY).probe(Vectors.random(random, 8)));
    }
    OperatorSubtaskState stopped = stopped(references, probes);
    var merging = new TreeMap<String, MergeState>();
    for (Probe probe : probes) {
      merging.put(
          probe.capture().captureId(),
          MergeState.begun(0).plus(AskedProbe.of(probe, ComparisonKind.IDENTIFICATION, COUNT, 0)));
    }
    int answers = 0;
    for (int subtask = 0; subtask < after; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              stopped, Shards.MAX_PARALLELISM, BEFORE, after, subtask);
      try (var operator = open(after, subtask, part)) {
        operator.processBothWatermarks(Watermark.MAX_WATERMARK);
        for (ShardAnswer answer : operator.extractOutputValues()) {
          answers++;
          MergeState heard = merging.get(answer.captureId());
          for (int shard : answer.shards()) {
            assertThat(heard.shards()).doesNotContain(shard);
          }
          merging.put(answer.captureId(), heard.plus(answer));
        }
        assertThat(operator.numKeyedStateEntries())
            .as("nothing but the references of each shard")
            .isEqualTo(SHARDS.ranges(after).get(subtask).size());
      }
    }
    assertThat(answers).as("one a subtask").isEqualTo(PROBES * after);
    for (Probe probe : probes) {
      MergeState heard = merging.get(probe.capture().captureId());
      assertThat(heard.complete()).isTrue();
      List<Candidate> expected = whole.search(probe, References.GALLERY).candidates();
      assertThat(heard.merged().candidates()).isEqualTo(expected);
    }
  }

  private static OperatorSubtaskState stopped(List<Reference> references, List<Probe> probes)
      throws Exception {
    OperatorSubtaskState[] parts = new OperatorSubtaskState[BEFORE];
    for (int subtask = 0; subtask < BEFORE; subtask++) {
      try (var operator = open(BEFORE, subtask, null)) {
        for (Reference reference : references) {
          if (subtaskOf(SHARDS.keyOf(reference.referenceId())) == subtask) {
            operator.processElement2(References.enrol(reference), 0);
          }
        }
        ShardRange range = SHARDS.ranges(BEFORE).get(subtask);
        for (Probe probe : probes) {
          operator.processElement1(
              ProbeQuery.identification(probe, SHARDS.keyOf(range.first()), range, 0), 0);
        }
        operator.prepareSnapshotPreBarrier(1);
        assertThat(operator.extractOutputValues()).isEmpty();
        parts[subtask] = operator.snapshot(1, 1);
      }
    }
    return AbstractStreamOperatorTestHarness.repackageState(parts);
  }

  private static int subtaskOf(int key) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, Shards.MAX_PARALLELISM, BEFORE);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>
      open(int parallelism, int subtask, OperatorSubtaskState restored) throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<
            Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>(
            new MatchOperator(
                new MatchSettings(ProbeOrder.EVENT_TIME, 32, 2, Long.MAX_VALUE, COUNT)),
            ProbeQuery::shardKey,
            update -> SHARDS.keyOf(update.referenceId()),
            Types.INT,
            Shards.MAX_PARALLELISM,
            parallelism,
            subtask);
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    return harness;
  }
}
