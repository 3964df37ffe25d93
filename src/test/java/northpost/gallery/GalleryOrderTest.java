package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import northpost.domain.Candidate;
import northpost.domain.Probe;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.testing.Captures;
import northpost.testing.References;
import northpost.testing.Vectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The gallery is what the last record of each reference says, whatever came before and between. The
 * topic keeps the order of the records of one reference and promises nothing else: references may
 * come in any order, records may be repeated, compacted away, or read again from the start, and
 * time may pass at any moment between.
 */
class GalleryOrderTest {
  private static final Shards SHARDS = new Shards(12);
  private static final Instant END = Captures.NOON;
  private static final int RUNS = 60;

  @ParameterizedTest
  @EnumSource
  void theGalleryIsWhatTheLastRecordsSayInAnyOrder(ProbeOrder order) throws Exception {
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      Map<String, List<ReferenceUpdate>> topic = topic(random);
      Map<String, Reference> expected = last(topic);
      List<ReferenceUpdate> arrivals = new ArrayList<>(interleaved(random, topic));
      if (random.nextInt(3) == 0) {
        arrivals.addAll(interleaved(random, topic));
      }
      var operator = open(order, null);
      feed(operator, random, arrivals);
      assertGallery(operator, order, expected, seed);
      OperatorSubtaskState snapshot = operator.snapshot(1, 1);
      operator.close();
      operator = open(order, snapshot);
      assertGallery(operator, order, expected, seed);
      operator.close();
    }
  }

  /** The records of each reference, in their order: enrolled, replaced, withdrawn, or to end. */
  private static Map<String, List<ReferenceUpdate>> topic(Random random) {
    Map<String, List<ReferenceUpdate>> topic = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      String id = "r-" + i;
      List<ReferenceUpdate> records = new ArrayList<>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        records.add(random.nextInt(4) == 0 ? References.withdraw(id) : enrolment(random, id));
      }
      topic.put(id, records);
    }
    return topic;
  }

  private static ReferenceUpdate enrolment(Random random, String id) {
    Instant end = random.nextBoolean() ? null : END.plusSeconds(random.nextInt(200) - 100);
    return References.enrol(
        References.reference(
            id, "s-" + random.nextInt(20), Captures.MODEL, end, Vectors.random(random, 8)));
  }

  private static Map<String, Reference> last(Map<String, List<ReferenceUpdate>> topic) {
    Map<String, Reference> last = new TreeMap<>();
    topic.forEach(
        (id, records) -> {
          Reference reference = records.get(records.size() - 1).reference();
          if (reference != null
              && (reference.expiresAt() == null || reference.expiresAt().isAfter(END))) {
            last.put(id, reference);
          }
        });
    return last;
  }

  /** Any order that keeps the order of each reference; some repeated, some compacted away. */
  private static List<ReferenceUpdate> interleaved(
      Random random, Map<String, List<ReferenceUpdate>> topic) {
    Map<ReferenceUpdate, Double> places = new java.util.IdentityHashMap<>();
    List<ReferenceUpdate> kept = new ArrayList<>();
    for (List<ReferenceUpdate> records : topic.values()) {
      double place = random.nextDouble();
      for (int i = 0; i < records.size(); i++) {
        boolean isLast = i == records.size() - 1;
        if (isLast || random.nextInt(4) != 0) {
          kept.add(records.get(i));
          places.put(records.get(i), place);
          place += random.nextDouble();
        }
      }
    }
    kept.sort(Comparator.comparingDouble(places::get));
    List<ReferenceUpdate> repeated = new ArrayList<>();
    for (ReferenceUpdate update : kept) {
      repeated.add(update);
      if (random.nextInt(5) == 0) {
        repeated.add(update);
      }
    }
    return repeated;
  }

  /** Time passes between the records, and has passed the end of all that are to end at last. */
  private static void feed(
      KeyedTwoInputStreamOperatorTestHarness<Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>
          operator,
      Random random,
      List<ReferenceUpdate> arrivals)
      throws Exception {
    long start = END.minusSeconds(110).toEpochMilli();
    long eventTime = start;
    long clock = start;
    for (ReferenceUpdate update : arrivals) {
      if (random.nextInt(10) == 0) {
        eventTime += random.nextInt(20_000);
        operator.processBothWatermarks(new Watermark(Math.min(eventTime, END.toEpochMilli() - 1)));
      }
      if (random.nextInt(10) == 0) {
        clock += random.nextInt(20_000);
        operator.setProcessingTime(Math.min(clock, END.toEpochMilli()));
      }
      operator.processElement2(update, 0);
    }
  }

  private static void assertGallery(
      KeyedTwoInputStreamOperatorTestHarness<Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>
          operator,
      ProbeOrder order,
      Map<String, Reference> expected,
      int seed)
      throws Exception {
    operator.setProcessingTime(END.toEpochMilli());
    operator.processBothWatermarks(new Watermark(END.toEpochMilli()));
    SubtaskGallery indexes = ((MatchOperator) operator.getOperator()).gallery();
    assertThat(indexes.references()).as("%s, seed %d", order, seed).isEqualTo(expected.size());
    GalleryIndex alone = new GalleryIndex();
    expected.values().forEach(alone::put);
    Random random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      Probe probe =
          Captures.capture("c-" + i)
              .at(END.plusSeconds(1))
              .searching(References.GALLERY)
              .probe(Vectors.random(random, 8));
      GalleryIndex.Search search = alone.search(probe, References.GALLERY);
      assertThat(indexes.index().search(probe, References.GALLERY)).isEqualTo(search);
      List<Candidate> candidates = search.candidates();
      operator.processElement1(
          ProbeQuery.identification(
              probe, SHARDS.keyOf(0), new ShardRange(0, 12), ShardMergeFunction.UNBOUNDED),
          0);
      operator.prepareSnapshotPreBarrier(i);
      if (order == ProbeOrder.ARRIVAL) {
        List<ShardAnswer> answers = operator.extractOutputValues();
        assertThat(answers.get(answers.size() - 1).candidates()).isEqualTo(candidates);
      }
    }
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>
      open(ProbeOrder order, OperatorSubtaskState restored) throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new MatchOperator(new MatchSettings(order, 4, 2, Long.MAX_VALUE, 12)),
            ProbeQuery::shardKey,
            update -> SHARDS.keyOf(update.referenceId()),
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
