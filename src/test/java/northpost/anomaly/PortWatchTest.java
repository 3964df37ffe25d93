package northpost.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import northpost.bench.MinuteTraffic;
import northpost.bench.MinuteTraffic.Conditions;
import northpost.bench.MinuteTraffic.Spot;
import northpost.bench.WatchRun;
import northpost.domain.Anomaly;
import northpost.domain.CameraMinute;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.domain.Zone;
import northpost.source.PortRegistryYaml;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two weeks of usual minutes, then something happens at ten on a Monday morning. */
class PortWatchTest {
  private static final PortRegistry PORTS = PortRegistryYaml.shipped();
  private static final Instant START = Instant.parse("2026-04-20T04:00:00Z");
  private static final Instant FAULT = Instant.parse("2026-05-04T14:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"0701", "0704", "0706", "0708", "0712", "0715", "0901"})
  void aQuietMonthRaisesOneFalseAlarmAtMost(String port) throws Exception {
    Instant start = Instant.parse("2026-05-20T04:00:00Z");
    List<Anomaly> said =
        run(port, 7, start, start.plus(Duration.ofDays(30)), (spot, minute) -> Conditions.USUAL);
    assertThat(opened(said)).extracting(Anomaly::sentence).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsADeadCameraBesideOneThatGoesOn(long seed) throws Exception {
    List<Anomaly> said =
        fault(
            "0708",
            seed,
            6,
            at("0708-thousand-islands-bridge-v1"),
            Conditions.ofDead(Zone.PRIMARY));
    Anomaly found = only(said, "camera-silent");
    assertThat(found.cameraId()).isEqualTo("0708-thousand-islands-bridge-v1-c2");
    assertThat(found.scope()).isEqualTo("CAMERA");
    assertThat(found.sentence()).contains("No capture came from camera").contains("expected");
    assertThat(minutesToFind(found)).isLessThan(60);
    assertThat(closed(said)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsALaneWhoseCamerasAreAllDead(long seed) throws Exception {
    List<Anomaly> said =
        fault(
            "0708",
            seed,
            6,
            at("0708-thousand-islands-bridge-v1"),
            Conditions.ofDead(Zone.PRIMARY, Zone.PRE_PRIMARY));
    Anomaly found = only(said, "camera-silent");
    assertThat(found.laneId()).isEqualTo("0708-thousand-islands-bridge-v1");
    assertThat(found.scope()).isEqualTo("LANE");
    assertThat(minutesToFind(found)).isLessThan(240);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLaneThatIsClosedIsNoAnomaly(long seed) throws Exception {
    assertThat(fault("0708", seed, 8, at("0708-thousand-islands-bridge-v1"), Conditions.ofClosed()))
        .isEmpty();
    assertThat(fault("0712", seed, 8, at("0712-champlain-v2"), Conditions.ofClosed())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aPortThatIsCutOffIsOneAnomaly(long seed) throws Exception {
    List<Anomaly> said =
        fault("0712", seed, 3, spot -> true, Conditions.ofDead(Zone.PRIMARY, Zone.PRE_PRIMARY));
    Anomaly found = only(said, "camera-silent");
    assertThat(found.scope()).isEqualTo("PORT");
    assertThat(found.severity()).isEqualTo("high");
    assertThat(minutesToFind(found)).isLessThan(25);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aSurgeOfThePortIsOneAnomaly(long seed) throws Exception {
    List<Anomaly> said = fault("0712", seed, 8, spot -> true, Conditions.ofFlow(3));
    Anomaly found = only(said, "throughput-surge");
    assertThat(found.scope()).isEqualTo("PORT");
    assertThat(found.observed()).isGreaterThan(1.8 * found.expected());
    assertThat(minutesToFind(found)).isLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsALaneThatIsSlow(long seed) throws Exception {
    List<Anomaly> said =
        fault("0708", seed, 8, at("0708-thousand-islands-bridge-v2"), Conditions.ofFlow(.25));
    Anomaly found =
        opened(said).stream()
            .filter(a -> a.kind().equals("throughput-stall"))
            .findFirst()
            .orElseThrow();
    assertThat(kinds(said)).isSubsetOf("throughput-stall", "camera-silent");
    assertThat(found.laneId()).isEqualTo("0708-thousand-islands-bridge-v2");
    assertThat(minutesToFind(found)).isLessThan(480);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsAShareThatRises(long seed) throws Exception {
    Predicate<Spot> lane = at("0704-massena-v1");
    for (Object[] planted :
        new Object[][] {
          {"match-rate-drop", Conditions.ofShares(0, .25, 0, 0)},
          {"quality-drop", Conditions.ofShares(.25, 0, 0, 0)},
          {"unavailable-burst", Conditions.ofShares(0, 0, .4, 0)},
          {"latency-breach", Conditions.ofShares(0, 0, 0, .3)}
        }) {
      List<Anomaly> said = fault("0704", seed, 6, lane, (Conditions) planted[1]);
      Anomaly found = only(said, (String) planted[0]);
      assertThat(found.laneId()).isEqualTo("0704-massena-v1");
      assertThat(found.observed()).isBetween(.05, .7);
      assertThat(minutesToFind(found)).isLessThan(200);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aGalleryThatIsHalfLoadedIsOneAnomalyOfThePort(long seed) throws Exception {
    List<Anomaly> said = fault("0901", seed, 4, spot -> true, Conditions.ofShares(0, 0, .5, 0));
    Anomaly found = only(said, "unavailable-burst");
    assertThat(found.scope()).isEqualTo("PORT");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsMeansThatMove(long seed) throws Exception {
    Predicate<Spot> lane = at("0704-massena-v1");
    Anomaly scores = only(fault("0704", seed, 8, lane, Conditions.ofMeans(-.7, 0)), "score-drift");
    assertThat(scores.observed()).isBetween(.87, .89);
    assertThat(scores.expected()).isBetween(.895, .905);
    Anomaly blurred = only(fault("0704", seed, 8, lane, Conditions.ofMeans(0, -1)), "quality-drop");
    assertThat(blurred.sentence()).contains("Mean sharpness");
    assertThat(minutesToFind(blurred)).isLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(doubles = {240, -1800})
  void tellsAClockThatIsOff(double seconds) throws Exception {
    List<Anomaly> said =
        fault("0712", 1, 3, at("0712-champlain-v1"), Conditions.ofTime(0, seconds));
    assertThat(kinds(said)).containsExactly("clock-skew");
    assertThat(opened(said).get(0).sentence()).contains(seconds > 0 ? "ahead" : "behind");
  }

  @Test
  void tellsALineThatIsSlow() throws Exception {
    List<Anomaly> said = fault("0712", 1, 3, at("0712-champlain-v1"), Conditions.ofTime(25, 0));
    assertThat(kinds(said)).containsExactly("late-camera");
  }

  @Test
  void aNetworkThatWasCutIsLateAndNoClock() throws Exception {
    long from = minute(FAULT);
    long to = from + 120;
    List<Anomaly> said =
        run(
            "0712",
            1,
            START,
            FAULT.plus(Duration.ofHours(6)),
            (spot, minute) ->
                minute >= from && minute < to
                    ? Conditions.ofTime((to - minute) * 60.0, 0)
                    : Conditions.USUAL);
    assertThat(kinds(said))
        .contains("late-camera")
        .doesNotContain("clock-skew", "throughput-stall");
    assertThat(opened(said)).allMatch(a -> a.scope().equals("PORT"));
    assertThat(closed(said)).hasSameSizeAs(opened(said));
  }

  @Test
  void theFerryThatComesBackInMayIsNoAnomaly() throws Exception {
    Instant start = Instant.parse("2026-09-01T04:00:00Z");
    Instant end = Instant.parse("2027-06-01T04:00:00Z");
    assertThat(run("0706", 3, start, end, (spot, minute) -> Conditions.USUAL)).isEmpty();
  }

  @Test
  void theFerryCameraThatDoesNotComeBackIsFound() throws Exception {
    Instant start = Instant.parse("2026-06-01T04:00:00Z");
    Instant season = Instant.parse("2027-05-01T12:00:00Z");
    List<Anomaly> said =
        run(
            "0706",
            3,
            start,
            season.plus(Duration.ofDays(31)),
            (spot, minute) ->
                minute >= minute(season) ? Conditions.ofDead(Zone.PRIMARY) : Conditions.USUAL);
    assertThat(kinds(said)).isNotEmpty().isSubsetOf("camera-silent", "throughput-stall");
    assertThat(opened(said).get(0).end()).isAfter(season);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-23T05:00:00Z", "2026-10-19T04:00:00Z"})
  void clocksThatChangeRaiseNothing(String start) throws Exception {
    Instant from = Instant.parse(start);
    assertThat(run("0715", 2, from, from.plus(Duration.ofDays(21)), (s, m) -> Conditions.USUAL))
        .isEmpty();
  }

  @Test
  void aBusyHolidayIsNoSurgeAndTheSameOnAPlainDayIs() throws Exception {
    Instant holiday = Instant.parse("2026-07-03T13:00:00Z");
    Instant plain = Instant.parse("2026-06-12T13:00:00Z");
    assertThat(busyDay(holiday)).isEmpty();
    assertThat(kinds(busyDay(plain))).containsExactly("throughput-surge");
  }

  @Test
  void aHolidayOnWhichFewComeIsNoSilence() throws Exception {
    Instant holiday = Instant.parse("2026-12-25T05:00:00Z");
    long first = minute(holiday);
    long last = first + 24 * 60;
    for (String port : List.of("0701", "0704", "0706", "0708", "0712", "0715", "0901")) {
      for (long seed = 1; seed <= 3; seed++) {
        assertThat(
                run(
                    port,
                    seed,
                    holiday.minus(Duration.ofDays(24)),
                    holiday.plus(Duration.ofHours(24)),
                    (spot, m) ->
                        m >= first && m < last ? Conditions.ofFlow(.35) : Conditions.USUAL))
            .as("port %s, seed %d", port, seed)
            .isEmpty();
      }
    }
  }

  private static List<Anomaly> busyDay(Instant from) throws Exception {
    long first = minute(from);
    return run(
        "0712",
        5,
        from.minus(Duration.ofDays(16)),
        from.plus(Duration.ofHours(12)),
        (spot, m) -> m >= first ? Conditions.ofFlow(2.1) : Conditions.USUAL);
  }

  @Test
  void aChangeThatStaysBecomesTheNewNormal() throws Exception {
    long from = minute(FAULT);
    List<Anomaly> said =
        run(
            "0708",
            1,
            START,
            FAULT.plus(Duration.ofDays(9)),
            (spot, m) -> m >= from ? Conditions.ofFlow(4) : Conditions.USUAL);
    assertThat(closed(said).get(0).sentence()).contains("new normal");
    assertThat(opened(said)).hasSizeLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCORES_LOWER", "SLOW"})
  void aRateThatStaysIsLearnedAndCountsStayKnown(String sign) throws Exception {
    long from = minute(FAULT);
    long surge = from + 4 * 24 * 60;
    double slow = sign.equals("SLOW") ? .3 : 0;
    double scores = sign.equals("SCORES_LOWER") ? -1 : 0;
    List<Anomaly> said =
        run(
            "0712",
            1,
            START,
            FAULT.plus(Duration.ofHours(4 * 24 + 12)),
            (spot, m) ->
                m < from
                    ? Conditions.USUAL
                    : new Conditions(
                        m < surge ? 1 : 3, false, List.of(), 0, 0, 0, slow, scores, 0, 0, 0));
    assertThat(kinds(said)).containsExactly(Sign.valueOf(sign).kind().label(), "throughput-surge");
    assertThat(opened(said)).hasSize(2);
    assertThat(closed(said).get(0).sentence()).contains("new normal");
  }

  @Test
  void everyAnomalyKeepsItsIdAndRisesInVersion() throws Exception {
    List<Anomaly> said =
        fault("0708", 1, 6, at("0708-thousand-islands-bridge-v1"), Conditions.ofDead(Zone.PRIMARY));
    assertThat(said).extracting(Anomaly::anomalyId).containsOnly(said.get(0).anomalyId());
    for (int i = 0; i < said.size(); i++) {
      assertThat(said.get(i).version()).isEqualTo(i + 1);
    }
    assertThat(said).extracting(Anomaly::status).startsWith("OPEN", "UPDATED").endsWith("CLOSED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SILENT", "STALL", "SURGE", "NOT_MATCHED"})
  void whatIsRegisteredNoMoreIsOver(String detail) throws Exception {
    String kept = "massena";
    List<OpenAnomaly> open =
        List.of(
            openOf("a", detail, "CROSSING", "gone", null, null),
            openOf("b", detail, "LANE", kept, "gone", null),
            openOf("c", detail, "CAMERA", kept, "0704-massena-v1", "gone"));
    long minute = minute(START);
    PortMemory memory = new PortMemory("0704", minute, List.of(), List.of(), open);
    PortWatch watch =
        new PortWatch(
            PORTS.port("0704").orElseThrow(), PORTS, Holidays.shipped(), memory, NO_HOURS);
    assertThat(watch.judge(List.of()))
        .hasSize(3)
        .allMatch(a -> a.status().equals("CLOSED") && a.version() == 2)
        .allMatch(a -> a.sentence().contains("registered no more"));
    assertThat(watch.memory().open()).isEmpty();
  }

  @Test
  void whatComesAfterItWasJudgedIsASignOfLifeAndIsNotCounted() throws Exception {
    Port port = PORTS.port("0712").orElseThrow();
    long minute = minute(FAULT);
    List<CameraMinute> late =
        new MinuteTraffic(port, PORTS, 1, 1, (spot, m) -> Conditions.USUAL).minute(minute - 1);
    assertThat(late).isNotEmpty();
    List<OpenAnomaly> open = List.of(openOf("a", "SILENT", "PORT", null, null, null));
    PortMemory memory = new PortMemory("0712", minute, List.of(), List.of(), open);
    PortWatch watch = new PortWatch(port, PORTS, Holidays.shipped(), memory, NO_HOURS);
    assertThat(watch.judge(late)).extracting(Anomaly::status).containsExactly("CLOSED");
    for (int version = 2; version < 10; version++) {
      watch.judge(late);
    }
    for (NodeMemory node : watch.memory().nodes()) {
      assertThat(node.block()[0]).as("captures of %s", node.nodeId()).isZero();
      assertThat(node.block()[1]).isPositive();
    }
  }

  @Test
  void whatGoesIntoStateIsNotTouchedAfterwards() throws Exception {
    Port port = PORTS.port("0712").orElseThrow();
    long minute = minute(FAULT);
    var traffic = new MinuteTraffic(port, PORTS, 1, 1, (spot, m) -> Conditions.USUAL);
    PortWatch watch = PortWatch.inMemory(port, PORTS, minute);
    for (int i = 0; i < 20; i++) {
      watch.judge(traffic.minute(minute + i));
    }
    PortMemory handedOut = watch.memory();
    byte[] before = bytes(handedOut);
    for (int i = 20; i < 35; i++) {
      watch.judge(traffic.minute(minute + i));
    }
    assertThat(bytes(handedOut)).isEqualTo(before);
    assertThat(bytes(watch.memory())).isNotEqualTo(before);
  }

  private static byte[] bytes(PortMemory memory) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    TypeInformation.of(PortMemory.class)
        .createSerializer(new SerializerConfigImpl())
        .serialize(memory, out);
    return out.getCopyOfBuffer();
  }

  private static final LearnedHours NO_HOURS =
      new LearnedHours() {
        @Override
        public Figures get(String key) {
          return null;
        }

        @Override
        public void put(String key, Figures figures) {
          // Nothing is learned in so short a time.
        }
      };

  private static OpenAnomaly openOf(
      String id, String detail, String scope, String crossing, String lane, String camera) {
    String kind =
        switch (detail) {
          case "SILENT" -> "camera-silent";
          case "STALL" -> "throughput-stall";
          case "SURGE" -> "throughput-surge";
          default -> "match-rate-drop";
        };
    long opened = minute(START) - 90;
    return new OpenAnomaly(
        id, kind, scope, crossing, lane, camera, opened, opened, 1, 0, 5, 10, 20, detail);
  }

  private static Predicate<Spot> at(String laneId) {
    return spot -> spot.lane().laneId().equals(laneId);
  }

  /** What is said of a fault of so many hours, and of six hours after it. */
  private static List<Anomaly> fault(
      String port, long seed, int hours, Predicate<Spot> where, Conditions conditions)
      throws Exception {
    long from = minute(FAULT);
    List<Anomaly> said =
        run(
            port,
            seed,
            START,
            FAULT.plus(Duration.ofHours(hours + 6)),
            (spot, minute) ->
                minute >= from && minute < from + hours * 60 && where.test(spot)
                    ? conditions
                    : Conditions.USUAL);
    return said;
  }

  private static List<Anomaly> run(
      String port,
      long seed,
      Instant start,
      Instant end,
      BiFunction<Spot, Long, Conditions> conditions)
      throws Exception {
    var of = PORTS.port(port).orElseThrow();
    return new ArrayList<>(
        new WatchRun(
                PortWatch.inMemory(of, PORTS, minute(start)),
                new MinuteTraffic(of, PORTS, 1, seed, conditions))
            .until(end));
  }

  private static Anomaly only(List<Anomaly> said, String kind) {
    assertThat(opened(said)).extracting(Anomaly::kind).as(said.toString()).containsExactly(kind);
    return opened(said).get(0);
  }

  private static List<String> kinds(List<Anomaly> said) {
    return opened(said).stream().map(Anomaly::kind).distinct().toList();
  }

  private static List<Anomaly> opened(List<Anomaly> said) {
    return said.stream().filter(a -> a.status().equals("OPEN")).toList();
  }

  private static List<Anomaly> closed(List<Anomaly> said) {
    return said.stream().filter(a -> a.status().equals("CLOSED")).toList();
  }

  private static double minutesToFind(Anomaly found) {
    return Duration.between(FAULT, found.end()).toSeconds() / 60.0;
  }

  private static long minute(Instant instant) {
    return instant.toEpochMilli() / 60_000;
  }
}
