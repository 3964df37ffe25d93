package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import northpost.analytics.CameraMinuteFunction;
import northpost.analytics.FunnelChange;
import northpost.analytics.FunnelWindows;
import northpost.analytics.WindowSpans;
import northpost.domain.CameraMinute;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.Encounter;
import northpost.domain.EncounterUpdate;
import northpost.domain.FunnelWindow;
import northpost.domain.Mode;
import northpost.domain.OfficerFinding;
import northpost.domain.Outcome;
import northpost.domain.PortRegistry;
import northpost.domain.SourcePosition;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;
import northpost.source.ArrivalWatermarks;
import northpost.source.CaptureArrival;
import northpost.source.PortRegistryYaml;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkOutputMultiplexer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

/**
 * Seven ports, a partition each, in virtual time: from the captures' arrival over the combined
 * event time of Flink's sources to the minutes of cameras and the funnels of lanes that are
 * written, and how long after their end.
 */
class SilentPortsTest {
  private static final Instant START = Instant.parse("2026-07-01T16:00:00Z");
  private static final int PORTS = 7;
  private static final Duration OUT_OF_ORDER = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration GAP = Duration.ofMinutes(5);
  private static final PortRegistry REGISTRY = PortRegistryYaml.shipped();

  @Test
  void sixSilentPortsDelayTheSeventhByNoMoreThanATwentieth() throws Exception {
    Delays delays = ofTheSeventh(sources -> sources.meanDelayMillis(Duration.ofMinutes(10), 6));
    assertThat(delays.allActive()).isBetween(10_000.0, 12_000.0);
    assertThat(delays.oneActive()).isBetween(10_000.0, 1.05 * delays.allActive());
  }

  /** The funnel of a minute waits for the last encounter that may have begun in it to end. */
  @Test
  void sixSilentPortsDelayTheFunnelOfTheSeventhByNoMoreThanATwentieth() throws Exception {
    Delays delays =
        ofTheSeventh(sources -> sources.meanFunnelDelayMillis(Duration.ofMinutes(10), 6));
    assertThat(delays.allActive()).isGreaterThan(GAP.toMillis());
    assertThat(delays.oneActive()).isBetween((double) GAP.toMillis(), 1.05 * delays.allActive());
  }

  /** Of the seventh port in ms, while all are active and while the other six are silent. */
  private record Delays(double allActive, double oneActive) {}

  private static Delays ofTheSeventh(ToDoubleFunction<Sources> delay) throws Exception {
    try (Sources all = new Sources();
        Sources one = new Sources()) {
      all.run(Duration.ofMinutes(30), port -> true);
      one.run(Duration.ofMinutes(5), port -> true);
      one.run(Duration.ofMinutes(25), port -> port == 6);
      return new Delays(delay.applyAsDouble(all), delay.applyAsDouble(one));
    }
  }

  @Test
  void theFunnelOfAPortThatComesBackAfterThreeHoursCountsEverybody() throws Exception {
    try (Sources sources = new Sources()) {
      sources.run(Duration.ofMinutes(5), port -> true);
      sources.cutOff(3);
      sources.run(Duration.ofHours(3), port -> true);
      sources.bringBack(3);
      sources.run(Duration.ofMinutes(3), port -> true);
      sources.run(Duration.ofMinutes(10), port -> false);
      for (int port = 0; port < PORTS; port++) {
        assertThat(sources.presented(port)).as("port " + port).isEqualTo((5 + 180 + 3) * 60);
      }
    }
  }

  @Test
  void theLastMinuteBeforeANightIsWrittenInThatNight() throws Exception {
    try (Sources sources = new Sources()) {
      sources.run(Duration.ofSeconds(330), port -> true);
      sources.run(Duration.ofMinutes(5), port -> false);
      for (int port = 0; port < PORTS; port++) {
        assertThat(sources.counted(port)).isEqualTo(330);
        assertThat(sources.delayMillis(port, START.plusSeconds(300))).isLessThan(12_000);
      }
    }
  }

  @Test
  void aPortThatComesBackAfterThreeHoursLosesNothing() throws Exception {
    try (Sources sources = new Sources()) {
      sources.run(Duration.ofMinutes(5), port -> true);
      sources.cutOff(3);
      sources.run(Duration.ofHours(3), port -> true);
      sources.bringBack(3);
      sources.run(Duration.ofMinutes(3), port -> true);
      sources.run(Duration.ofMinutes(3), port -> false);
      for (int port = 0; port < PORTS; port++) {
        assertThat(sources.counted(port)).as("port " + port).isEqualTo((5 + 180 + 3) * 60);
      }
    }
  }

  @Test
  void allPortsCutOffForThreeHoursLoseNothingEither() throws Exception {
    try (Sources sources = new Sources()) {
      sources.run(Duration.ofMinutes(5), port -> true);
      for (int port = 0; port < PORTS; port++) {
        sources.cutOff(port);
      }
      sources.run(Duration.ofHours(3), port -> true);
      for (int port = 0; port < PORTS; port++) {
        sources.bringBack(port);
      }
      sources.run(Duration.ofMinutes(6), port -> false);
      for (int port = 0; port < PORTS; port++) {
        assertThat(sources.counted(port)).as("port " + port).isEqualTo((5 + 180) * 60);
      }
    }
  }

  private interface Activity {
    boolean active(int port);
  }

  /** A capture a second of each active port; one of a port that is cut off waits. */
  private static final class Sources implements AutoCloseable {
    private final ManualClock clock = new ManualClock();
    private final KeyedOneInputStreamOperatorTestHarness<String, Decision, CameraMinute> minutes;
    private final KeyedOneInputStreamOperatorTestHarness<String, FunnelChange, FunnelWindow> lanes;
    private final WatermarkOutputMultiplexer multiplexer;
    private final List<WatermarkGenerator<CaptureArrival>> generators = new ArrayList<>();
    private final Map<Integer, List<CaptureArrival>> waiting = new HashMap<>();
    private final Map<String, Map<Instant, CameraMinute>> last = new HashMap<>();
    private final Map<String, Map<Instant, Long>> firstDelay = new HashMap<>();
    private final Map<String, Map<Instant, FunnelWindow>> lastFunnel = new HashMap<>();
    private final Map<String, Map<Instant, Long>> firstFunnelDelay = new HashMap<>();
    private Instant now = START;

    Sources() throws Exception {
      minutes =
          new KeyedOneInputStreamOperatorTestHarness<>(
              CameraMinuteFunction.operator(), CameraMinuteFunction::key, Types.STRING);
      minutes.setup(
          TypeInformation.of(CameraMinute.class).createSerializer(new SerializerConfigImpl()));
      minutes.open();
      FunnelWindows windows =
          new FunnelWindows(new WindowSpans(REGISTRY), GAP, Duration.ofHours(24));
      lanes =
          new KeyedOneInputStreamOperatorTestHarness<>(
              windows.lanes(), FunnelWindows::laneKey, Types.STRING);
      lanes.setup(
          TypeInformation.of(FunnelWindow.class).createSerializer(new SerializerConfigImpl()));
      lanes.open();
      multiplexer = new WatermarkOutputMultiplexer(new ToMinutes());
      WatermarkStrategy<CaptureArrival> strategy = ArrivalWatermarks.captures(OUT_OF_ORDER, IDLE);
      for (int port = 0; port < PORTS; port++) {
        multiplexer.registerNewOutput("port-" + port);
        generators.add(strategy.createWatermarkGenerator(new Context(clock)));
      }
    }

    void cutOff(int port) {
      waiting.put(port, new ArrayList<>());
    }

    void bringBack(int port) throws Exception {
      for (CaptureArrival arrival : waiting.remove(port)) {
        arrive(port, arrival);
      }
    }

    void run(Duration length, Activity activity) throws Exception {
      for (long second = 0; second < length.toSeconds(); second++) {
        for (int port = 0; port < PORTS; port++) {
          if (activity.active(port)) {
            CaptureArrival arrival = arrival(port);
            if (waiting.containsKey(port)) {
              waiting.get(port).add(arrival);
            } else {
              arrive(port, arrival);
            }
          }
        }
        clock.advanceTime(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        for (int port = 0; port < PORTS; port++) {
          generators.get(port).onPeriodicEmit(multiplexer.getDeferredOutput("port-" + port));
        }
        multiplexer.onPeriodicEmit();
        collect();
      }
    }

    private CaptureArrival arrival(int port) {
      Capture capture =
          new Capture(
              "c-" + port + "-" + now,
              "e",
              null,
              "port-" + port,
              "crossing",
              "lane",
              "camera-" + port,
              Mode.VEHICLE,
              Zone.PRIMARY,
              now,
              null,
              null,
              null,
              TravellerClass.UNKNOWN,
              false);
      return CaptureArrival.of(
          new CapturedSample(capture, new byte[0], new SourcePosition("t", 0, 0), now));
    }

    private void arrive(int port, CaptureArrival arrival) throws Exception {
      Capture capture = arrival.sample().capture();
      generators
          .get(port)
          .onEvent(
              arrival,
              capture.capturedAt().toEpochMilli(),
              multiplexer.getImmediateOutput("port-" + port));
      minutes.processElement(
          new Decision(
              capture,
              Outcome.NO_MATCH,
              "REASON",
              null,
              ComparisonKind.NONE,
              List.of(),
              null,
              null,
              null,
              0,
              null,
              List.of(),
              null,
              now,
              0,
              0,
              0,
              0),
          capture.capturedAt().toEpochMilli());
      List<FunnelChange> changes = new ArrayList<>();
      FunnelChange.of(
          new EncounterUpdate(null, encounter(port, capture)), new ListCollector<>(changes));
      for (FunnelChange change : changes) {
        lanes.processElement(change, capture.capturedAt().toEpochMilli());
      }
    }

    /** Each capture is of a traveller of its own. */
    private static Encounter encounter(int port, Capture capture) {
      return new Encounter(
          capture.captureId(),
          null,
          code(port),
          "crossing",
          "lane",
          capture.mode(),
          capture.zone(),
          List.of(capture.zone()),
          capture.travellerClass(),
          capture.capturedAt(),
          capture.capturedAt(),
          1,
          Outcome.NO_MATCH,
          capture.captureId(),
          null,
          null,
          OfficerFinding.NOT_REFERRED,
          null,
          0);
    }

    private static String code(int port) {
      return REGISTRY.ports().get(port).code();
    }

    private void collect() {
      for (CameraMinute minute : minutes.extractOutputValues()) {
        last.computeIfAbsent(minute.cameraId(), c -> new HashMap<>()).put(minute.start(), minute);
        firstDelay
            .computeIfAbsent(minute.cameraId(), c -> new HashMap<>())
            .putIfAbsent(
                minute.start(), Duration.between(minute.start().plusSeconds(60), now).toMillis());
      }
      minutes.getOutput().clear();
      for (FunnelWindow window : lanes.extractOutputValues()) {
        if (FunnelWindows.isOfAMinute(window)) {
          lastFunnel
              .computeIfAbsent(window.portCode(), p -> new HashMap<>())
              .put(window.start(), window);
          firstFunnelDelay
              .computeIfAbsent(window.portCode(), p -> new HashMap<>())
              .putIfAbsent(window.start(), Duration.between(window.end(), now).toMillis());
        }
      }
      lanes.getOutput().clear();
    }

    long presented(int port) {
      return lastFunnel.get(code(port)).values().stream()
          .mapToLong(window -> window.counts().presented())
          .sum();
    }

    double meanFunnelDelayMillis(Duration after, int port) {
      return meanDelayMillis(after, firstFunnelDelay.get(code(port)));
    }

    long counted(int port) {
      return last.get("camera-" + port).values().stream().mapToLong(CameraMinute::version).sum();
    }

    long delayMillis(int port, Instant minute) {
      return firstDelay.get("camera-" + port).get(minute);
    }

    /** Of the minutes that begin so long after the start, or later. */
    double meanDelayMillis(Duration after, int port) {
      return meanDelayMillis(after, firstDelay.get("camera-" + port));
    }

    private static double meanDelayMillis(Duration after, Map<Instant, Long> delays) {
      return delays.entrySet().stream()
          .filter(entry -> !entry.getKey().isBefore(START.plus(after)))
          .mapToLong(Map.Entry::getValue)
          .average()
          .orElseThrow();
    }

    @Override
    public void close() throws Exception {
      minutes.close();
      lanes.close();
    }

    private final class ToMinutes implements WatermarkOutput {
      @Override
      public void emitWatermark(Watermark mark) {
        try {
          minutes.processWatermark(mark.getTimestamp());
          lanes.processWatermark(mark.getTimestamp());
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void markIdle() {}

      @Override
      public void markActive() {}
    }
  }

  private record Context(ManualClock clock) implements WatermarkGeneratorSupplier.Context {
    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return clock;
    }
  }
}
