package northpost.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import northpost.bench.MinuteTraffic;
import northpost.bench.MinuteTraffic.Conditions;
import northpost.domain.Anomaly;
import northpost.domain.CameraMinute;
import northpost.domain.PortRegistry;
import northpost.domain.Zone;
import northpost.source.PortRegistryYaml;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The watch as an operator says what the plain one says, whatever comes in between. */
class PortWatchFunctionTest {
  private static final PortRegistry PORTS = PortRegistryYaml.shipped();
  private static final Instant START = Instant.parse("2026-05-20T04:00:00Z");
  private static final Instant FAULT = START.plus(Duration.ofHours(4 * 24 + 10));
  private static final Instant END = FAULT.plus(Duration.ofHours(4));
  private static final long HOLD = 2;

  @Test
  void saysWhatThePlainWatchSaysAndIsNotMovedByARestartInAnAnomaly() throws Exception {
    List<Anomaly> plain = plain(minutes());
    assertThat(plain).extracting(Anomaly::kind).contains("camera-silent");

    List<CameraMinute> minutes = minutes();
    List<Anomaly> said = new ArrayList<>();
    long middle = minute(FAULT) + 90;
    var snapshot =
        feed(
            open(),
            minutes.stream().filter(m -> minute(m.start()) < middle).toList(),
            middle,
            said);
    var restored = harness();
    restored.initializeState(snapshot);
    restored.open();
    feed(
        restored,
        minutes.stream().filter(m -> minute(m.start()) >= middle).toList(),
        minute(END) + HOLD,
        said);
    assertThat(said).isEqualTo(plain);
  }

  @Test
  void aPortThatIsRegisteredNoMoreIsForgotten() throws Exception {
    List<CameraMinute> minutes = minutes().subList(0, 500);
    long last = minute(minutes.get(499).start());
    var snapshot = feed(open(), minutes, last, new ArrayList<>());
    PortRegistry others =
        new PortRegistry(
            PORTS.ports().stream().filter(port -> !port.code().equals("0704")).toList());
    try (var restored = harness(others)) {
      restored.initializeState(snapshot);
      restored.open();
      restored.processWatermark((last + HOLD + 60) * 60_000);
      assertThat(restored.extractOutputValues()).isEmpty();
      assertThat(restored.numKeyedStateEntries()).isZero();
      assertThat(restored.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void theOrderInWhichMinutesComeWithinTheHoldAndEarlierVersionsChangeNothing() throws Exception {
    List<Anomaly> said = new ArrayList<>();
    feed(open(), minutes(), minute(END) + HOLD, said);
    List<Anomaly> shuffled = new ArrayList<>();
    var operator = open();
    List<CameraMinute> batch = new ArrayList<>();
    Random random = new Random(1);
    for (CameraMinute m : minutes()) {
      if (!batch.isEmpty() && !batch.get(0).start().equals(m.start())) {
        Collections.shuffle(batch, random);
        for (CameraMinute b : batch) {
          operator.processElement(partOf(b), 0);
          operator.processElement(b, 0);
          operator.processElement(partOf(b), 0);
        }
        operator.processWatermark(m.start().toEpochMilli());
        batch.clear();
      }
      batch.add(m);
    }
    for (CameraMinute b : batch) {
      operator.processElement(b, 0);
    }
    operator.processWatermark((minute(END) + HOLD) * 60_000);
    shuffled.addAll(operator.extractOutputValues());
    operator.close();
    assertThat(shuffled).isEqualTo(said).isNotEmpty();
  }

  @Test
  void endsWithItsInputAndKeepsNoMinuteThatWasJudged() throws Exception {
    try (var operator = open()) {
      for (CameraMinute m : minutes().subList(0, 500)) {
        operator.processElement(m, 0);
      }
      operator.processWatermark(Long.MAX_VALUE);
      assertThat(operator.numEventTimeTimers()).isZero();
    }
  }

  /** What a watch that is no operator says, from the first minute that there is. */
  private static List<Anomaly> plain(List<CameraMinute> minutes) throws Exception {
    long first = minute(minutes.get(0).start());
    PortWatch watch = PortWatch.inMemory(PORTS.port("0704").orElseThrow(), PORTS, first);
    Map<Long, List<CameraMinute>> byMinute =
        minutes.stream().collect(Collectors.groupingBy(m -> minute(m.start())));
    List<Anomaly> said = new ArrayList<>();
    for (long m = first; m < minute(END); m++) {
      said.addAll(watch.judge(byMinute.getOrDefault(m, List.of())));
    }
    return said;
  }

  /** A version before the last: of fewer captures. */
  private static CameraMinute partOf(CameraMinute m) {
    return new CameraMinute(
        m.portCode(),
        m.crossingId(),
        m.laneId(),
        m.cameraId(),
        m.mode(),
        m.zone(),
        m.start(),
        m.version() - 1,
        northpost.domain.FunnelCounts.ZERO,
        m.matchScores(),
        m.sharpness(),
        m.interEyeDistance(),
        m.transportMillis(),
        m.overBudget(),
        m.latencies());
  }

  private static org.apache.flink.runtime.checkpoint.OperatorSubtaskState feed(
      KeyedOneInputStreamOperatorTestHarness<String, CameraMinute, Anomaly> operator,
      List<CameraMinute> minutes,
      long until,
      List<Anomaly> said)
      throws Exception {
    for (CameraMinute m : minutes) {
      operator.processWatermark(m.start().toEpochMilli());
      operator.processElement(m, 0);
    }
    operator.processWatermark(until * 60_000);
    said.addAll(operator.extractOutputValues());
    var snapshot = operator.snapshot(1, 1);
    operator.close();
    return snapshot;
  }

  private static List<CameraMinute> minutes() {
    MinuteTraffic traffic = traffic();
    List<CameraMinute> minutes = new ArrayList<>();
    for (long m = minute(START); m < minute(END); m++) {
      minutes.addAll(traffic.minute(m));
    }
    return minutes;
  }

  private static MinuteTraffic traffic() {
    return new MinuteTraffic(
        PORTS.port("0704").orElseThrow(),
        PORTS,
        1,
        11,
        (spot, minute) ->
            minute >= minute(FAULT)
                    && minute < minute(FAULT) + 180
                    && spot.lane().laneId().equals("0704-massena-v1")
                ? Conditions.ofDead(Zone.PRIMARY)
                : Conditions.USUAL);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CameraMinute, Anomaly> open()
      throws Exception {
    var harness = harness();
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CameraMinute, Anomaly> harness()
      throws Exception {
    return harness(PORTS);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CameraMinute, Anomaly> harness(
      PortRegistry registry) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new org.apache.flink.streaming.api.operators.KeyedProcessOperator<>(
            new PortWatchFunction(registry, HOLD)),
        CameraMinute::portCode,
        Types.STRING);
  }

  private static long minute(Instant instant) {
    return instant.toEpochMilli() / 60_000;
  }
}
