package northpost.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import northpost.domain.CameraMinute;
import northpost.domain.Candidate;
import northpost.domain.Decision;
import northpost.domain.Moments;
import northpost.domain.Outcome;
import northpost.domain.QualityMeasure;
import northpost.testing.Captures;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class CameraMinuteFunctionTest {
  private static final long NOON = Captures.NOON.toEpochMilli();
  private static final long MINUTE = WindowSlot.MINUTE;

  @Test
  void writesAMinuteWhenEventTimePassesItsEnd() throws Exception {
    try (var cameras = cameras(null)) {
      cameras.processElement(decision(1, NOON, Outcome.MATCH), NOON);
      cameras.processElement(decision(2, NOON + 59_999, Outcome.NO_MATCH), NOON);
      cameras.processWatermark(NOON + MINUTE - 1);
      assertThat(cameras.extractOutputValues()).isEmpty();
      cameras.processWatermark(NOON + MINUTE);
      CameraMinute minute = cameras.extractOutputValues().get(0);
      assertThat(minute.start()).isEqualTo(Captures.NOON);
      assertThat(minute.version()).isEqualTo(2);
      assertThat(minute.counts().presented()).isEqualTo(2);
      assertThat(minute.counts().matched()).isEqualTo(1);
      assertThat(minute.matchScores().n()).isEqualTo(1);
      assertThat(minute.matchScores().mean()).isBetween(0.9, 1.0);
      assertThat(minute.sharpness().n()).isEqualTo(2);
      assertThat(minute.interEyeDistance()).isEqualTo(Moments.NONE);
      assertThat(LatencySketch.of(minute.latencies()).count()).isEqualTo(2);
    }
  }

  @Test
  void countsWhatCameLaterThanTheBudgetAfterArrivalNotAfterCapture() throws Exception {
    try (var cameras = cameras(null)) {
      cameras.processElement(timed(1, 60_000, 900, 1_100), NOON);
      cameras.processElement(timed(2, 0, 900, 1_101), NOON);
      cameras.processElement(timed(3, -5_000, 10, 10), NOON);
      cameras.processElement(timed(4, 3 * 3_600_000L, 10, 10), NOON);
      cameras.processWatermark(NOON + MINUTE);
      CameraMinute minute = cameras.extractOutputValues().get(0);
      assertThat(minute.overBudget()).isEqualTo(1);
      assertThat(minute.transportMillis().sum()).isEqualTo(60_000 - 5_000 + 3_600_000);
    }
  }

  @Test
  void gathersCorrectionsToTheNextFullMinute() throws Exception {
    try (var cameras = cameras(null)) {
      cameras.processElement(decision(1, NOON, Outcome.MATCH), NOON);
      cameras.processWatermark(NOON + MINUTE);
      cameras.processElement(decision(2, NOON, Outcome.MATCH), NOON);
      cameras.processWatermark(NOON + MINUTE + 20_000);
      cameras.processElement(decision(3, NOON, Outcome.MATCH), NOON);
      assertThat(cameras.extractOutputValues()).hasSize(1);
      cameras.processWatermark(NOON + 2 * MINUTE);
      cameras.processWatermark(NOON + 3 * MINUTE);
      assertThat(cameras.extractOutputValues())
          .extracting(CameraMinute::version)
          .containsExactly(1L, 3L);
    }
  }

  @Test
  void correctsForADayAndThenForgets() throws Exception {
    try (var cameras = cameras(null)) {
      cameras.processElement(decision(1, NOON, Outcome.MATCH), NOON);
      cameras.processWatermark(NOON + MINUTE + WindowFunction.LATENESS_MILLIS - 1);
      cameras.snapshot(1, 1);
      cameras.processElement(decision(2, NOON, Outcome.MATCH), NOON);
      cameras.processWatermark(NOON + MINUTE + WindowFunction.LATENESS_MILLIS);
      assertThat(cameras.extractOutputValues())
          .extracting(CameraMinute::version)
          .containsExactly(1L, 2L);
      cameras.processElement(decision(3, NOON, Outcome.MATCH), NOON);
      cameras.processWatermark(NOON + 3 * WindowFunction.LATENESS_MILLIS);
      assertThat(cameras.extractOutputValues()).hasSize(2);
      assertThat(cameras.numKeyedStateEntries()).isZero();
    }
  }

  /** Whatever the order, the lateness, the restarts and the parallelism that made the order. */
  @Test
  void endsWithTheSameMinutesToTheByteInAnyOrderAndOverRestarts() throws Exception {
    List<Decision> decisions = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      decisions.add(
          decision(
              i,
              NOON + random.nextInt(30) * 20_000L,
              Outcome.values()[1 + random.nextInt(6)],
              random));
    }
    Map<String, byte[]> expected = last(run(decisions, 1, 0));
    assertThat(expected).hasSizeGreaterThan(9);
    for (int round = 2; round < 5; round++) {
      Collections.shuffle(decisions, random);
      List<CameraMinute> written = run(decisions, round, 5);
      assertThat(last(written)).usingRecursiveComparison().isEqualTo(expected);
      Map<Instant, Long> versions = new HashMap<>();
      for (CameraMinute minute : written) {
        Long before = versions.put(minute.start(), minute.version());
        assertThat(before == null || before < minute.version()).isTrue();
      }
    }
  }

  private static List<CameraMinute> run(List<Decision> decisions, long seed, int restarts)
      throws Exception {
    Random random = new Random(seed);
    List<CameraMinute> written = new ArrayList<>();
    OperatorSubtaskState state = null;
    long watermark = NOON;
    int next = 0;
    for (int run = 0; run <= restarts; run++) {
      int end = run == restarts ? decisions.size() : decisions.size() * (run + 1) / (restarts + 1);
      try (var cameras = cameras(state)) {
        for (; next < end; next++) {
          cameras.processElement(decisions.get(next), NOON);
          if (restarts > 0 && random.nextInt(20) == 0) {
            watermark += random.nextInt(20_000);
            cameras.processWatermark(watermark);
          }
        }
        if (run == restarts) {
          cameras.processWatermark(Long.MAX_VALUE);
        }
        state = snapshot(cameras, run);
        written.addAll(cameras.extractOutputValues());
      }
    }
    return written;
  }

  private static OperatorSubtaskState snapshot(
      KeyedOneInputStreamOperatorTestHarness<String, Decision, CameraMinute> cameras, long id)
      throws Exception {
    cameras.prepareSnapshotPreBarrier(id);
    return cameras.snapshot(id, id);
  }

  /** start → the last version, as bytes where there are bytes, as text for the rest. */
  private static Map<String, byte[]> last(List<CameraMinute> minutes) {
    Map<String, byte[]> last = new HashMap<>();
    Map<Instant, CameraMinute> byStart = new HashMap<>();
    minutes.forEach(minute -> byStart.put(minute.start(), minute));
    byStart.forEach(
        (start, m) ->
            last.put(
                List.of(
                        start,
                        m.version(),
                        m.counts(),
                        m.matchScores(),
                        m.sharpness(),
                        m.transportMillis(),
                        m.overBudget())
                    .toString(),
                m.latencies()));
    return last;
  }

  private static Decision timed(int number, long transport, long acquisition, long comparison) {
    Decision d = decision(number, NOON, Outcome.NO_MATCH);
    return new Decision(
        d.capture(),
        d.outcome(),
        d.reason(),
        null,
        d.comparison(),
        d.candidates(),
        d.threshold(),
        d.margin(),
        d.policyId(),
        1,
        d.modelId(),
        d.quality(),
        null,
        d.decidedAt(),
        transport,
        acquisition,
        comparison,
        Math.max(0, transport + acquisition + comparison));
  }

  private static Decision decision(int number, long capturedAt, Outcome outcome) {
    return decision(number, capturedAt, outcome, new Random(number));
  }

  private static Decision decision(int number, long capturedAt, Outcome outcome, Random random) {
    Decision d =
        Decisions.decision(
            Captures.capture("c-" + number).at(Instant.ofEpochMilli(capturedAt)).build(),
            outcome,
            null,
            outcome == Outcome.MATCH
                ? List.of(new Candidate("r", "s", 0.9 + random.nextDouble() / 10))
                : List.of());
    return new Decision(
        d.capture(),
        d.outcome(),
        d.reason(),
        null,
        d.comparison(),
        d.candidates(),
        d.threshold(),
        d.margin(),
        d.policyId(),
        1,
        d.modelId(),
        List.of(
            new QualityMeasure("Sharpness", random.nextDouble() * 100),
            new QualityMeasure("InterEyeDistance", QualityMeasure.NOT_ASSESSABLE)),
        null,
        d.decidedAt(),
        random.nextInt(700),
        40,
        60,
        random.nextInt(3_000));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, CameraMinute> cameras(
      OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            CameraMinuteFunction.operator(), CameraMinuteFunction::key, Types.STRING);
    harness.setup(
        TypeInformation.of(CameraMinute.class)
            .createSerializer(
                new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
