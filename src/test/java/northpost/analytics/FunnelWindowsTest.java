package northpost.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import northpost.domain.ConveyanceUpdate;
import northpost.domain.Encounter;
import northpost.domain.EncounterCounts;
import northpost.domain.EncounterUpdate;
import northpost.domain.FunnelWindow;
import northpost.domain.Mode;
import northpost.domain.OfficerFinding;
import northpost.domain.Outcome;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;
import northpost.source.PortRegistryYaml;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class FunnelWindowsTest {
  private static final Instant NOON = Instant.parse("2026-07-01T16:00:00Z");
  private static final Duration GAP = Duration.ofMinutes(5);
  private static final WindowSpans SPANS = new WindowSpans(PortRegistryYaml.shipped());
  private static final FunnelWindows WINDOWS = new FunnelWindows(SPANS, GAP, Duration.ofHours(24));

  private final List<FunnelWindow> lanes = new ArrayList<>();
  private final List<FunnelWindow> crossings = new ArrayList<>();
  private final List<FunnelWindow> ports = new ArrayList<>();

  @Test
  void writesTheWindowsOfALaneWhenItsEncountersAreToldOf() throws Exception {
    try (Graph graph = new Graph()) {
      graph.take(changes(update(null, encounter("e-1", 0, Outcome.MATCH))));
      graph.advance(NOON.plusSeconds(60 + 359));
      assertThat(lanes).isEmpty();
      graph.advance(NOON.plusSeconds(60 + 360));
      assertThat(lanes).hasSize(1);
      FunnelWindow lane = lanes.get(0);
      assertThat(lane.start()).isEqualTo(NOON);
      assertThat(lane.mode()).isEqualTo(Mode.VEHICLE);
      assertThat(lane.zone()).isEqualTo(Zone.PRIMARY);
      assertThat(lane.counts().matched()).isEqualTo(1);
      assertThat(crossings).extracting(FunnelWindow::mode).containsOnly(null, Mode.VEHICLE);
      assertThat(ports).extracting(FunnelWindow::zone).containsOnly(null, Zone.PRIMARY);
      assertThat(ports).hasSize(3);
    }
  }

  @Test
  void anAnswerCorrectsTheWindowsOfTheFirstCapture() throws Exception {
    try (Graph graph = new Graph()) {
      Encounter matched = encounter("e-1", 0, Outcome.MATCH);
      graph.take(changes(update(null, matched)));
      graph.advance(NOON.plus(Duration.ofHours(24)));
      graph.take(changes(update(matched, found(matched, OfficerFinding.CONFIRMED))));
      graph.advance(NOON.plus(Duration.ofHours(24)).plusSeconds(60));
      FunnelWindow day = last(ports, w -> isDay(w) && w.mode() == null && w.zone() == null);
      assertThat(day.version()).isEqualTo(2);
      assertThat(day.counts().confirmed()).isEqualTo(1);
      assertThat(day.counts().notAsked()).isZero();
      assertThat(day.counts().presented()).isEqualTo(1);
    }
  }

  @Test
  void occupantsThatWereNotCapturedArePresentedAndNothingMore() throws Exception {
    try (Graph graph = new Graph()) {
      graph.take(List.of(FunnelChange.of(conveyance(4, 1, 0, 0))));
      graph.take(List.of(FunnelChange.of(conveyance(5, 3, 4, 1))));
      graph.take(changes(update(null, encounter("e-1", 0, Outcome.OPTED_OUT))));
      graph.advance(NOON.plus(Duration.ofHours(1)));
      EncounterCounts counts = last(ports, w -> w.mode() == null && w.zone() == null).counts();
      assertThat(counts.notCaptured()).isEqualTo(2);
      assertThat(counts.presented()).isEqualTo(3);
      assertThat(counts.optedOut()).isEqualTo(1);
      assertThat(counts.occupantRate().numerator()).isEqualTo(3);
      assertThat(counts.occupantRate().denominator()).isEqualTo(5);
    }
  }

  @Test
  void daysAreThePortsAndHaveTheHoursThatDaylightSavingGivesThem() throws Exception {
    try (Graph graph = new Graph()) {
      // Each minute of the two days before and after, at both changes of 2026.
      for (String noon : List.of("2026-03-08T17:00:00Z", "2026-11-01T17:00:00Z")) {
        Instant middle = Instant.parse(noon);
        for (int minute = -36 * 60; minute < 36 * 60; minute++) {
          Encounter e = encounter("e", 0, Outcome.NO_MATCH, middle.plusSeconds(60L * minute));
          graph.take(changes(update(null, e)));
        }
        graph.advance(middle.plus(Duration.ofDays(4)));
      }
    }
    Map<String, Long> hours = new HashMap<>();
    Map<String, Long> counted = new HashMap<>();
    for (FunnelWindow w : ports) {
      if (isDay(w) && w.mode() == null && w.zone() == null) {
        hours.put(w.start().toString(), Duration.between(w.start(), w.end()).toHours());
        counted.put(w.start().toString(), w.counts().presented());
      }
    }
    assertThat(hours)
        .containsEntry("2026-03-07T05:00:00Z", 24L)
        .containsEntry("2026-03-08T05:00:00Z", 23L)
        .containsEntry("2026-03-09T04:00:00Z", 24L)
        .containsEntry("2026-10-31T04:00:00Z", 24L)
        .containsEntry("2026-11-01T04:00:00Z", 25L)
        .containsEntry("2026-11-02T05:00:00Z", 24L)
        .hasSize(7);
    assertThat(counted)
        .containsEntry("2026-03-08T05:00:00Z", 23L * 60)
        .containsEntry("2026-11-01T04:00:00Z", 25L * 60);
    // Hours go on in UTC: none is missing and none comes twice.
    List<Instant> starts =
        ports.stream()
            .filter(w -> w.mode() == null && w.zone() == null)
            .filter(w -> Duration.between(w.start(), w.end()).toHours() == 1)
            .map(FunnelWindow::start)
            .distinct()
            .toList();
    assertThat(starts).hasSize(2 * 72);
  }

  /**
   * Random encounters that move, are answered, come late or too late, captures that come again or
   * late, and occupants of conveyances, over restarts: at every level and length the identities
   * hold in every version, and the last versions are the truth.
   */
  @Test
  void theIdentitiesHoldInEveryVersionWhateverComesInWhateverOrder() throws Exception {
    for (long seed = 1; seed <= 2; seed++) {
      lanes.clear();
      crossings.clear();
      ports.clear();
      Map<String, EncounterCounts> truth = new HashMap<>();
      Random random = new Random(seed);
      Map<String, Encounter> known = new HashMap<>();
      Map<Integer, EncounterCounts> occupants = new HashMap<>();
      Instant time = NOON;
      Graph graph = new Graph();
      try {
        for (int i = 0; i < 1_500; i++) {
          String id = "e-" + random.nextInt(400);
          Encounter before = known.get(id);
          Encounter now = randomEncounter(id, time, random);
          boolean moves = before == null || random.nextInt(4) == 0;
          if (!moves) {
            now = at(now, before);
          }
          known.put(id, now);
          graph.take(changes(update(before, now)));
          if (before != null) {
            count(truth, before, EncounterCounts.ZERO.minus(EncounterCounts.of(before)));
          }
          count(truth, now, EncounterCounts.of(now));
          if (random.nextInt(4) == 0) {
            EncounterCounts beside =
                random.nextBoolean()
                    ? EncounterCounts.ofDuplicateCapture()
                    : EncounterCounts.ofLateCapture();
            graph.take(List.of(change(now, beside)));
            count(truth, now, beside);
          }
          if (random.nextInt(4) == 0) {
            int vehicle = random.nextInt(40);
            EncounterCounts was = occupants.getOrDefault(vehicle, EncounterCounts.ZERO);
            int present = 1 + random.nextInt(6);
            EncounterCounts is = EncounterCounts.ofOccupants(present, random.nextInt(present + 1));
            occupants.put(vehicle, is);
            ConveyanceUpdate update =
                conveyance(
                    present,
                    (int) is.occupantsCaptured(),
                    (int) was.occupantsPresent(),
                    (int) was.occupantsCaptured());
            graph.take(List.of(FunnelChange.of(update)));
            count(truth, encounterAt(update), is.minus(was));
          }
          if (random.nextInt(6) == 0) {
            time = time.plusMillis(random.nextInt(90_000));
            graph.advance(time);
          }
          if (random.nextInt(150) == 0) {
            graph.restart();
          }
        }
        graph.advance(time.plus(Duration.ofHours(12)));
        graph.restart();
        graph.advance(time.plus(Duration.ofHours(40)));
      } finally {
        graph.close();
      }
      Map<String, FunnelWindow> last = new HashMap<>();
      for (List<FunnelWindow> level : List.of(lanes, crossings, ports)) {
        for (FunnelWindow window : level) {
          assertIdentities(window.counts());
          FunnelWindow earlier = last.put(name(window), window);
          assertThat(earlier == null ? 0 : earlier.version()).isLessThan(window.version());
        }
      }
      truth.values().removeIf(EncounterCounts.ZERO::equals);
      Map<String, EncounterCounts> counted = new HashMap<>();
      last.forEach((name, window) -> counted.put(name, window.counts()));
      counted.values().removeIf(EncounterCounts.ZERO::equals);
      assertThat(counted).as("seed " + seed).isEqualTo(truth);
    }
  }

  @Test
  void stateIsFlatOverMonths() throws Exception {
    try (Graph graph = new Graph()) {
      int afterAWeek = 0;
      for (int day = 0; day < 60; day++) {
        for (int minute = 0; minute < 24 * 60; minute += 20) {
          Instant at = NOON.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(minute));
          graph.take(changes(update(null, encounter("e", 0, Outcome.MATCH, at))));
          graph.advance(at);
        }
        graph.barrier();
        int entries = graph.entries();
        if (day == 7) {
          afterAWeek = entries;
        }
        assertThat(entries).isPositive();
        assertThat(day <= 7 || entries <= afterAWeek).as("day " + day + ": " + entries).isTrue();
      }
      graph.advance(NOON.plus(Duration.ofDays(90)));
      assertThat(graph.entries()).isZero();
    }
  }

  private static void assertIdentities(EncounterCounts c) {
    assertThat(c.presented()).isEqualTo(c.captured() + c.notCaptured());
    assertThat(c.captured()).isEqualTo(c.usable() + c.unusable() + c.optedOut());
    assertThat(c.usable()).isEqualTo(c.decided() + c.unavailable());
    assertThat(c.decided()).isEqualTo(c.matched() + c.ambiguous() + c.notMatched());
    assertThat(c.matched())
        .isEqualTo(c.notAsked() + c.confirmed() + c.overturned() + c.inconclusive());
    assertThat(
            List.of(
                c.notCaptured(),
                c.optedOut(),
                c.unusable(),
                c.unavailable(),
                c.ambiguous(),
                c.notMatched(),
                c.notAsked(),
                c.confirmed(),
                c.overturned(),
                c.inconclusive()))
        .allMatch(part -> part >= 0);
  }

  /** The truth of every window that an encounter is in, said in another way than the code's. */
  private static void count(
      Map<String, EncounterCounts> truth, Encounter e, EncounterCounts counts) {
    String lane = e.portCode() + "/" + e.crossingId() + "/" + e.laneId();
    String crossing = e.portCode() + "/" + e.crossingId() + "/null";
    String port = e.portCode() + "/null/null";
    for (String part :
        List.of(
            lane + "/" + e.mode() + "/" + e.zone(),
            crossing + "/null/null",
            crossing + "/" + e.mode() + "/null",
            port + "/null/null",
            port + "/" + e.mode() + "/null",
            port + "/null/" + e.zone())) {
      for (int minutes : List.of(1, 15, 60, 24 * 60)) {
        // No change of daylight saving in these tests: a day begins at 04:00 UTC.
        long offset = minutes == 24 * 60 ? Duration.ofHours(4).toMillis() : 0;
        long length = minutes * 60_000L;
        long start = (e.firstCapturedAt().toEpochMilli() - offset) / length * length + offset;
        truth.merge(
            part + "/" + Instant.ofEpochMilli(start) + "/" + minutes,
            counts,
            EncounterCounts::plus);
      }
    }
  }

  private static String name(FunnelWindow w) {
    return w.portCode()
        + "/"
        + w.crossingId()
        + "/"
        + w.laneId()
        + "/"
        + w.mode()
        + "/"
        + w.zone()
        + "/"
        + w.start()
        + "/"
        + Duration.between(w.start(), w.end()).toMinutes();
  }

  private static boolean isDay(FunnelWindow w) {
    return Duration.between(w.start(), w.end()).toHours() > 1;
  }

  private static FunnelWindow last(
      List<FunnelWindow> windows, java.util.function.Predicate<FunnelWindow> which) {
    return windows.stream().filter(which).reduce((a, b) -> b).orElseThrow();
  }

  private static List<FunnelChange> changes(EncounterUpdate update) {
    List<FunnelChange> changes = new ArrayList<>();
    FunnelChange.of(update, new ListCollector<>(changes));
    return changes;
  }

  private static EncounterUpdate update(Encounter before, Encounter now) {
    return new EncounterUpdate(before, now);
  }

  private static ConveyanceUpdate conveyance(
      int present, int captured, int presentBefore, int capturedBefore) {
    return new ConveyanceUpdate(
        "v-1",
        "0712",
        "champlain",
        "0712-champlain-v1",
        Mode.VEHICLE,
        Zone.PRIMARY,
        NOON,
        present,
        captured,
        presentBefore,
        capturedBefore);
  }

  private static FunnelChange change(Encounter where, EncounterCounts counts) {
    return new FunnelChange(
        where.portCode(),
        where.crossingId(),
        where.laneId(),
        where.mode(),
        where.zone(),
        where.firstCapturedAt(),
        counts,
        1);
  }

  /** An encounter at the place and time of a conveyance. */
  private static Encounter encounterAt(ConveyanceUpdate c) {
    Encounter any = encounter("v", 0, Outcome.MATCH, c.at());
    return new Encounter(
        any.encounterId(),
        null,
        c.portCode(),
        c.crossingId(),
        c.laneId(),
        c.mode(),
        c.zone(),
        any.zones(),
        any.travellerClass(),
        c.at(),
        c.at(),
        1,
        any.outcome(),
        any.captureId(),
        null,
        null,
        any.finding(),
        null,
        100);
  }

  private static Encounter randomEncounter(String id, Instant time, Random random) {
    Encounter e =
        encounter(
            id,
            random.nextInt(3),
            Outcome.values()[1 + random.nextInt(6)],
            time.minusSeconds(random.nextInt(3 * 3_600)));
    return found(e, OfficerFinding.values()[1 + random.nextInt(6)]);
  }

  private static Encounter encounter(String id, int lane, Outcome outcome) {
    return encounter(id, lane, outcome, NOON);
  }

  private static Encounter encounter(String id, int lane, Outcome outcome, Instant at) {
    return new Encounter(
        id,
        null,
        "0712",
        lane == 2 ? "rouses-point" : "champlain",
        "lane-" + lane,
        lane == 1 ? Mode.BUS : Mode.VEHICLE,
        lane == 1 ? Zone.PRE_PRIMARY : Zone.PRIMARY,
        List.of(Zone.PRIMARY),
        TravellerClass.UNKNOWN,
        at,
        at,
        1,
        outcome,
        "c-" + id,
        null,
        null,
        OfficerFinding.NOT_REFERRED,
        null,
        100);
  }

  private static Encounter found(Encounter e, OfficerFinding finding) {
    return copy(e, e, finding);
  }

  /** The same encounter at the place and time of another. */
  private static Encounter at(Encounter e, Encounter where) {
    return copy(e, where, e.finding());
  }

  private static Encounter copy(Encounter e, Encounter where, OfficerFinding finding) {
    return new Encounter(
        e.encounterId(),
        null,
        where.portCode(),
        where.crossingId(),
        where.laneId(),
        where.mode(),
        where.zone(),
        e.zones(),
        e.travellerClass(),
        where.firstCapturedAt(),
        where.firstCapturedAt(),
        1,
        e.outcome(),
        e.captureId(),
        null,
        null,
        finding,
        null,
        100);
  }

  /** The three operators as the job connects them; a restart takes all of them down and up. */
  private final class Graph implements AutoCloseable {
    private Stage lane = new Stage(WINDOWS::lanes, FunnelWindows::laneKey, null);
    private Stage crossing = new Stage(WINDOWS::crossings, FunnelWindows::crossingKey, null);
    private Stage port = new Stage(WINDOWS::ports, FunnelWindows::portKey, null);
    private long barriers;

    private Graph() throws Exception {}

    void take(List<FunnelChange> changes) throws Exception {
      for (FunnelChange change : changes) {
        lane.harness.processElement(change, 0);
      }
    }

    void advance(Instant time) throws Exception {
      lane.harness.processWatermark(time.toEpochMilli());
      List<FunnelWindow> written = lane.takeOutput();
      lanes.addAll(written);
      for (FunnelWindow window : written) {
        if (FunnelWindows.isOfAMinute(window)) {
          crossing.harness.processElement(FunnelChange.of(window), 0);
          port.harness.processElement(FunnelChange.of(window), 0);
        }
      }
      crossing.harness.processWatermark(time.toEpochMilli());
      crossings.addAll(crossing.takeOutput());
      port.harness.processWatermark(time.toEpochMilli());
      ports.addAll(port.takeOutput());
    }

    void barrier() throws Exception {
      for (Stage stage : List.of(lane, crossing, port)) {
        stage.harness.getOneInputOperator().prepareSnapshotPreBarrier(++barriers);
      }
    }

    void restart() throws Exception {
      lane = lane.restarted(++barriers);
      crossing = crossing.restarted(barriers);
      port = port.restarted(barriers);
    }

    int entries() {
      return lane.harness.numKeyedStateEntries()
          + crossing.harness.numKeyedStateEntries()
          + port.harness.numKeyedStateEntries();
    }

    @Override
    public void close() throws Exception {
      lane.harness.close();
      crossing.harness.close();
      port.harness.close();
    }
  }

  private static final class Stage {
    private final Supplier<WindowOperator<FunnelChange, FunnelWindow>> operator;
    private final KeySelector<FunnelChange, String> key;
    private final KeyedOneInputStreamOperatorTestHarness<String, FunnelChange, FunnelWindow>
        harness;

    Stage(
        Supplier<WindowOperator<FunnelChange, FunnelWindow>> operator,
        KeySelector<FunnelChange, String> key,
        OperatorSubtaskState state)
        throws Exception {
      this.operator = operator;
      this.key = key;
      harness = new KeyedOneInputStreamOperatorTestHarness<>(operator.get(), key, Types.STRING);
      harness.setup(
          TypeInformation.of(FunnelWindow.class).createSerializer(new SerializerConfigImpl()));
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
    }

    Stage restarted(long id) throws Exception {
      harness.getOneInputOperator().prepareSnapshotPreBarrier(id);
      OperatorSubtaskState state = harness.snapshot(id, id);
      harness.close();
      return new Stage(operator, key, state);
    }

    List<FunnelWindow> takeOutput() {
      List<FunnelWindow> written = List.copyOf(harness.extractOutputValues());
      harness.getOutput().clear();
      return written;
    }
  }
}
