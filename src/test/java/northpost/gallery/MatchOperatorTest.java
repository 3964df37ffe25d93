package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.Probe;
import northpost.domain.ReferenceUpdate;
import northpost.testing.Captures;
import northpost.testing.References;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator does beyond its function: waiting, restoring, ending, and its bound. */
class MatchOperatorTest {
  private static final int COUNT = 12;
  private static final Shards SHARDS = new Shards(COUNT);
  private static final int BATCH = 3;
  private static final long WAIT = 2;

  private KeyedTwoInputStreamOperatorTestHarness<Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>
      operator;
  private MatchOperator match;

  @BeforeEach
  void openWithOneReference() throws Exception {
    operator = open(live(), null);
    load();
    enrol("r-1", 1, 0);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void searchesAFullBatchTogether() throws Exception {
    probe("c-1");
    probe("c-2");
    assertThat(answers()).isEmpty();
    probe("c-3");
    assertThat(answers()).extracting(ShardAnswer::captureId).containsExactly("c-1", "c-2", "c-3");
    assertThat(answers()).allSatisfy(MatchOperatorTest::foundTheReference);
  }

  @Test
  void answersWhenTheWaitIsOver() throws Exception {
    probe("c-1");
    operator.setProcessingTime(WAIT - 1);
    assertThat(answers()).isEmpty();
    operator.setProcessingTime(WAIT);
    assertThat(answers()).hasSize(1);
    probe("c-2");
    operator.setProcessingTime(2 * WAIT);
    assertThat(answers()).hasSize(2);
  }

  @Test
  void keepsTheTimestampOfEachProbe() throws Exception {
    operator.processElement1(identification("c-1"), 11);
    operator.processElement1(identification("c-2"), 12);
    operator.setProcessingTime(WAIT);
    assertThat(operator.extractOutputStreamRecords())
        .extracting(record -> record.getTimestamp())
        .containsExactly(11L, 12L);
  }

  @Test
  void answersBeforeACheckpointSoThatNoProbeIsOnTheHeapOnly() throws Exception {
    probe("c-1");
    operator.prepareSnapshotPreBarrier(1);
    assertThat(answers()).hasSize(1);
  }

  @Test
  void answersBeforeAWatermark() throws Exception {
    probe("c-1");
    operator.processBothWatermarks(new Watermark(7));
    assertThat(operator.getOutput()).hasSize(2).last().isEqualTo(new Watermark(7));
  }

  @Test
  void answersBeforeTheEnd() throws Exception {
    probe("c-1");
    match.finish();
    assertThat(answers()).hasSize(1);
  }

  @Test
  void searchesTheGalleryThatWasThereWhenTheProbeCame() throws Exception {
    probe("c-1");
    operator.processElement2(References.withdraw("r-1"), 0);
    assertThat(answers()).hasSize(1).allSatisfy(MatchOperatorTest::foundTheReference);
    probe("c-2");
    enrol("r-1", 1, 0);
    assertThat(answers()).hasSize(2);
    assertThat(answers().get(1).searched()).isZero();
    probe("c-3");
    operator.setProcessingTime(WAIT);
    foundTheReference(answers().get(2));
  }

  @Test
  void neverLetsAVerificationWait() throws Exception {
    Probe probe = Captures.capture("c-1").presenting("r-1").probe(1, 0);
    operator.processElement1(verification(probe, 0), 0);
    assertThat(answers()).hasSize(1);
  }

  @Test
  void searchesEachAloneWhereItIsSetSo() throws Exception {
    for (MatchSettings alone :
        List.of(
            new MatchSettings(ProbeOrder.ARRIVAL, 1, WAIT, Long.MAX_VALUE, COUNT),
            new MatchSettings(ProbeOrder.ARRIVAL, BATCH, 0, Long.MAX_VALUE, COUNT))) {
      operator.close();
      operator = open(alone, null);
      load();
      enrol("r-1", 1, 0);
      probe("c-1");
      assertThat(answers()).hasSize(1);
    }
  }

  @Test
  void endsAReferenceByTheClockEvenWhenEventTimeStandsStill() throws Exception {
    operator.processElement2(References.enrol(ending("r-2", 1_000)), 0);
    operator.processElement2(References.enrol(ending("r-3", 500)), 0);
    operator.setProcessingTime(499);
    assertThat(gallery().references()).isEqualTo(3);
    operator.setProcessingTime(500);
    assertThat(gallery().references()).isEqualTo(2);
    operator.setProcessingTime(1_000);
    assertThat(gallery().references()).isEqualTo(1);
    restore(live());
    assertThat(gallery().references()).as("left in state").isEqualTo(1);
  }

  @Test
  void endsByTheClockWhatWasRestored() throws Exception {
    operator.processElement2(References.enrol(ending("r-2", 1_000)), 0);
    restore(live());
    assertThat(gallery().references()).isEqualTo(2);
    operator.setProcessingTime(1_000);
    assertThat(gallery().references()).isEqualTo(1);
  }

  @Test
  void doesNotTakeAReferenceThatHasEndedAndForgetsItsEarlierVersion() throws Exception {
    operator.setProcessingTime(1_000);
    operator.processElement2(References.enrol(ending("r-1", 1_000)), 0);
    assertThat(gallery().references()).isZero();
    restore(live());
    assertThat(gallery().references()).as("left in state").isZero();
  }

  @Test
  void knowsEventTimeOnlyInAReplay() throws Exception {
    operator.close();
    operator =
        open(new MatchSettings(ProbeOrder.EVENT_TIME, BATCH, WAIT, Long.MAX_VALUE, COUNT), null);
    operator.processElement2(References.enrol(ending("r-2", 1_000)), 0);
    operator.setProcessingTime(5_000);
    operator.processElement2(References.enrol(ending("r-3", 2_000)), 0);
    assertThat(gallery().references()).isEqualTo(2);
    operator.processBothWatermarks(new Watermark(1_000));
    assertThat(gallery().references()).isEqualTo(1);
    operator.processElement2(References.enrol(ending("r-4", 1_000)), 0);
    assertThat(gallery().references()).as("ended before it came").isEqualTo(1);
  }

  @Test
  void searchesTogetherWhatIsDueTogetherInAReplay() throws Exception {
    operator.close();
    operator =
        open(new MatchSettings(ProbeOrder.EVENT_TIME, BATCH, WAIT, Long.MAX_VALUE, COUNT), null);
    enrol("r-1", 1, 0);
    for (int i = 0; i < 2 * BATCH; i++) {
      probe("c-" + i);
    }
    operator.prepareSnapshotPreBarrier(1);
    assertThat(answers()).isEmpty();
    operator.processBothWatermarks(new Watermark(Long.MAX_VALUE));
    assertThat(answers()).hasSize(2 * BATCH).allSatisfy(MatchOperatorTest::foundTheReference);
  }

  @Test
  void fillsTheIndexOfAllShardsBeforeAnythingIsAsked() throws Exception {
    for (int i = 2; i < 300; i++) {
      enrol("r-" + i, i, 1);
    }
    long bytes = gallery().bytes();
    restore(live());
    assertThat(gallery().references()).isEqualTo(299);
    assertThat(gallery().bytes()).isBetween(bytes / 2, bytes * 2);
    assertThat(gallery().rebuildMillis()).isNotNegative();
    probe("c-1");
    operator.setProcessingTime(WAIT);
    foundTheReference(answers().get(0));
  }

  @Test
  void failsBeforeTheHeapIsFullAndSaysWhatIsNeeded() throws Exception {
    operator.close();
    operator = open(new MatchSettings(ProbeOrder.ARRIVAL, 1, 0, 4_000, COUNT), null);
    assertThatThrownBy(
            () -> {
              for (int i = 1; i < 1_000; i++) {
                enrol("r-" + i, i, 1);
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("northpost.gallery.max-index-memory")
        .hasMessageContaining("at most 4000")
        .hasMessageMatching("(?s).*needs [4-9][0-9]{3} bytes for the first [0-9]+ references.*")
        .hasMessageContaining("gallery is " + References.GALLERY + " with ");
  }

  @Test
  void failsAtTheStartWhenTheRestoredGalleryIsTooLarge() throws Exception {
    for (int i = 2; i < 300; i++) {
      enrol("r-" + i, i, 1);
    }
    OperatorSubtaskState snapshot = operator.snapshot(1, 1);
    assertThatThrownBy(
            () -> open(new MatchSettings(ProbeOrder.ARRIVAL, 1, 0, 4_000, COUNT), snapshot))
        .hasMessageContaining("northpost.gallery.max-index-memory");
  }

  @Test
  void answersForAllShardsOfTheSubtaskAtOnce() throws Exception {
    enrol("r-2", 0, 1);
    operator.processElement1(identification("c-1"), 0);
    operator.setProcessingTime(WAIT);
    ShardAnswer answer = answers().get(0);
    assertThat(answer.shards()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(answer.candidates())
        .extracting(Candidate::referenceId)
        .containsExactly("r-1", "r-2");
    assertThat(SHARDS.shardOf("r-1")).isNotEqualTo(SHARDS.shardOf("r-2"));
  }

  @Test
  void refusesAQuestionThatWasAskedForAnotherParallelism() {
    ProbeQuery query = identification("c-1", new ShardRange(0, 6), 0);
    assertThatThrownBy(() -> operator.processElement1(query, 0))
        .hasMessageContaining("got a question for shards 0 to 5")
        .hasMessageContaining("expected those of this subtask, 0 to 11")
        .hasMessageContaining("same parallelism");
  }

  @Test
  void letsProbesWaitUntilTheGalleryIsLoaded() throws Exception {
    operator.close();
    operator = open(live(), null);
    operator.processElement1(identification("c-1", 1_000), 7);
    operator.processElement1(verification(presenting("c-2"), 1_000), 8);
    enrol("r-1", 1, 0);
    operator.processWatermark1(new Watermark(5_000));
    operator.setProcessingTime(899);
    assertThat(answers()).isEmpty();
    load();
    assertThat(answers()).hasSize(2).allSatisfy(MatchOperatorTest::foundTheReference);
    operator.setProcessingTime(2_000);
    assertThat(answers()).hasSize(2);
  }

  @Test
  void saysBeforeTheBudgetIsSpentThatTheGalleryIsNotLoaded() throws Exception {
    operator.close();
    operator = open(live(), null);
    enrol("r-1", 1, 0);
    operator.processElement1(identification("c-1", 1_500), 0);
    operator.processElement1(verification(presenting("c-2"), 1_000), 0);
    operator.setProcessingTime(1_000 - AwaitingGallery.RESERVE_MILLIS);
    assertThat(answers()).extracting(ShardAnswer::captureId).containsExactly("c-2");
    operator.setProcessingTime(1_500 - AwaitingGallery.RESERVE_MILLIS);
    assertThat(answers())
        .hasSize(2)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(ComparisonStatus.GALLERY_NOT_LOADED);
              assertThat(answer.candidates()).isEmpty();
            });
  }

  @Test
  void letsNoProbeWaitThroughACheckpointForTheGallery() throws Exception {
    operator.close();
    operator = open(live(), null);
    probe("c-1");
    operator.prepareSnapshotPreBarrier(1);
    assertThat(answers())
        .singleElement()
        .satisfies(
            answer -> assertThat(answer.status()).isEqualTo(ComparisonStatus.GALLERY_NOT_LOADED));
  }

  @Test
  void staysLoadedThroughARestoreAndNotLoadedToo() throws Exception {
    restore(live());
    probe("c-1");
    operator.setProcessingTime(WAIT);
    foundTheReference(answers().get(0));
    operator.close();
    operator = open(live(), null);
    restore(live());
    probe("c-2");
    operator.setProcessingTime(WAIT);
    assertThat(answers()).isEmpty();
    load();
    assertThat(answers()).hasSize(1);
  }

  /** The references go idle once they are loaded, while probes still carry event time on. */
  @Test
  void isIdleWhenTheProbesAreAndNotWhenTheReferencesAre() throws Exception {
    match.processWatermarkStatus2(WatermarkStatus.IDLE);
    assertThat(operator.getOutput()).isEmpty();
    match.processWatermarkStatus1(WatermarkStatus.IDLE);
    assertThat(operator.getOutput()).containsExactly(WatermarkStatus.IDLE);
  }

  @Test
  void makesEventTimeOfTheProbesAloneWhereTheyAreAnsweredOnArrival() throws Exception {
    operator.processElement2(References.enrol(ending("r-2", 10_000)), 0);
    operator.processWatermark1(new Watermark(10_000));
    assertThat(operator.getOutput()).containsExactly(new Watermark(10_000));
    assertThat(gallery().references()).isEqualTo(1);
  }

  @Test
  void searchesNothingWhenTheBudgetIsSpent() throws Exception {
    operator.setProcessingTime(1_000);
    operator.processElement1(verification(presenting("c-1"), 1_000), 0);
    operator.processElement1(verification(presenting("c-2"), 1_001), 0);
    assertThat(answers())
        .extracting(ShardAnswer::status)
        .containsExactly(ComparisonStatus.TIME_BUDGET_SPENT, ComparisonStatus.COMPARED);
  }

  private static Probe presenting(String captureId) {
    return Captures.capture(captureId).presenting("r-1").probe(1, 0);
  }

  private void load() throws Exception {
    operator.processWatermark2(new Watermark(ReferenceUpdate.LOADED_WATERMARK));
  }

  private void enrol(String id, float... vector) throws Exception {
    operator.processElement2(References.enrol(References.reference(id, vector)), 0);
  }

  private static northpost.domain.Reference ending(String id, long epochMillis) {
    return References.reference(id, "s-2", Captures.MODEL, Instant.ofEpochMilli(epochMillis), 0, 1);
  }

  private void probe(String captureId) throws Exception {
    operator.processElement1(identification(captureId), 0);
  }

  private List<ShardAnswer> answers() {
    return operator.extractOutputValues();
  }

  private static void foundTheReference(ShardAnswer answer) {
    assertThat(answer.candidates()).extracting(Candidate::referenceId).startsWith("r-1");
  }

  private static ProbeQuery identification(String captureId) {
    return identification(captureId, ShardMergeFunction.UNBOUNDED);
  }

  private static ProbeQuery identification(String captureId, long answerBy) {
    return identification(captureId, new ShardRange(0, COUNT), answerBy);
  }

  private static ProbeQuery identification(String captureId, ShardRange range, long answerBy) {
    Probe probe = Captures.capture(captureId).searching(References.GALLERY).probe(1, 0);
    return ProbeQuery.identification(probe, SHARDS.keyOf(range.first()), range, answerBy);
  }

  private static ProbeQuery verification(Probe probe, long answerBy) {
    int shard = SHARDS.shardOf(probe.capture().presentedReferenceId());
    return ProbeQuery.verification(probe, SHARDS.keyOf(shard), shard, answerBy);
  }

  private SubtaskGallery gallery() {
    return match.gallery();
  }

  private void restore(MatchSettings settings) throws Exception {
    OperatorSubtaskState snapshot = operator.snapshot(1, 1);
    operator.close();
    operator = open(settings, snapshot);
  }

  /** On RocksDB, as in a deployment. */
  private KeyedTwoInputStreamOperatorTestHarness<Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>
      open(MatchSettings settings, OperatorSubtaskState restored) throws Exception {
    match = new MatchOperator(settings);
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            match, ProbeQuery::shardKey, update -> SHARDS.keyOf(update.referenceId()), Types.INT);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    return harness;
  }

  private static MatchSettings live() {
    return new MatchSettings(ProbeOrder.ARRIVAL, BATCH, WAIT, Long.MAX_VALUE, COUNT);
  }
}
