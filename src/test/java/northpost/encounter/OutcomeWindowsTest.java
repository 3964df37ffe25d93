package northpost.encounter;

import static northpost.encounter.Shots.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.Encounter;
import northpost.domain.EncounterUpdate;
import northpost.domain.Mode;
import northpost.domain.OfficerFinding;
import northpost.domain.Outcome;
import northpost.domain.OutcomeWindow;
import northpost.domain.PortDays;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;
import northpost.source.PortRegistryYaml;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sums and windows together, as they stand in the job. */
class OutcomeWindowsTest {
  private static final double DAY = 24 * 3600;
  private OneInputStreamOperatorTestHarness<EncounterUpdate, OutcomeDelta> sums;
  private KeyedOneInputStreamOperatorTestHarness<String, OutcomeDelta, OutcomeWindow> windows;

  @BeforeEach
  void open() throws Exception {
    sums =
        new OneInputStreamOperatorTestHarness<>(
            new OutcomeSums(new PortDays(PortRegistryYaml.shipped())));
    sums.open();
    windows =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new OutcomeWindowFunction(Shots.SETTINGS)),
            OutcomeDelta::window,
            Types.STRING);
    windows.open();
  }

  @AfterEach
  void close() throws Exception {
    sums.close();
    windows.close();
  }

  private static Encounter encounter(
      String lane, double first, Outcome outcome, OfficerFinding finding) {
    return new Encounter(
        "e",
        null,
        "0712",
        "champlain",
        lane,
        Mode.PEDESTRIAN,
        Zone.PRIMARY,
        List.of(Zone.PRIMARY),
        TravellerClass.UNKNOWN,
        Instant.ofEpochMilli(at(first)),
        Instant.ofEpochMilli(at(first)),
        1,
        outcome,
        "c",
        null,
        null,
        finding,
        null,
        0);
  }

  private void change(double when, Encounter before, Encounter now) throws Exception {
    sums.processElement(new StreamRecord<>(new EncounterUpdate(before, now), at(when)));
  }

  private void timePasses(double seconds) throws Exception {
    passOn(new Watermark(at(seconds)));
  }

  private void passOn(Watermark watermark) throws Exception {
    sums.processWatermark(watermark);
    for (StreamRecord<? extends OutcomeDelta> delta : sums.extractOutputStreamRecords()) {
      windows.processElement(new StreamRecord<>(delta.getValue(), delta.getTimestamp()));
    }
    sums.getOutput().clear();
    windows.processWatermark(watermark);
  }

  private List<OutcomeWindow> of(String scope, int hours) {
    return windows.extractOutputValues().stream()
        .filter(w -> w.scope().equals(scope))
        .filter(w -> w.end().equals(w.start().plusSeconds(hours * 3600L)))
        .toList();
  }

  @Test
  void addsUpLanesCrossingsAndPortsByHourAndDay() throws Exception {
    change(100, null, encounter("l-1", 0, Outcome.NO_MATCH, OfficerFinding.CONFIRMED));
    change(100, null, encounter("l-2", 60, Outcome.MATCH, OfficerFinding.NOT_REFERRED));
    change(3800, null, encounter("l-1", 3700, Outcome.UNUSABLE, OfficerFinding.AWAITED));
    timePasses(4000);
    assertThat(of("LANE", 1)).hasSize(3);
    assertThat(of("CROSSING", 1)).hasSize(2);
    assertThat(of("PORT", 1)).hasSize(2);
    assertThat(of("PORT", 24))
        .extracting(
            OutcomeWindow::start,
            OutcomeWindow::version,
            w -> w.counts().referred(),
            w -> w.counts().matched(),
            w -> w.counts().confirmed(),
            w -> w.counts().awaited())
        .containsExactly(tuple(Instant.parse("2025-07-12T04:00:00Z"), at(3800), 2L, 1L, 1L, 1L));
    assertThat(of("LANE", 24)).extracting(OutcomeWindow::laneId).contains("l-1", "l-2");
  }

  /** In New York the clocks go back on 2 November 2025, at 06:00 UTC. */
  @Test
  void aDayIsOneByTheClockOfThePort() throws Exception {
    String[] moments = {"2025-11-02T03:59:00Z", "2025-11-02T04:00:00Z", "2025-11-03T04:59:00Z"};
    for (String moment : moments) {
      double seconds = (Instant.parse(moment).toEpochMilli() - at(0)) / 1000.0;
      change(seconds, null, encounter("l-1", seconds, Outcome.UNUSABLE, OfficerFinding.AWAITED));
      timePasses(seconds + 60);
    }
    assertThat(windows.extractOutputValues())
        .filteredOn(w -> w.scope().equals("PORT"))
        .filteredOn(w -> w.end().isAfter(w.start().plusSeconds(3600)))
        .extracting(OutcomeWindow::start, OutcomeWindow::end, w -> w.counts().referred())
        .containsExactly(
            tuple(Instant.parse("2025-11-01T04:00:00Z"), Instant.parse("2025-11-02T04:00:00Z"), 1L),
            tuple(Instant.parse("2025-11-02T04:00:00Z"), Instant.parse("2025-11-03T05:00:00Z"), 1L),
            tuple(
                Instant.parse("2025-11-02T04:00:00Z"), Instant.parse("2025-11-03T05:00:00Z"), 2L));
  }

  @Test
  void aCorrectionTakesTheFormerFindingOff() throws Exception {
    Encounter awaited = encounter("l-1", 0, Outcome.NO_MATCH, OfficerFinding.AWAITED);
    change(310, null, awaited);
    timePasses(400);
    change(900, awaited, encounter("l-1", 0, Outcome.NO_MATCH, OfficerFinding.OVERTURNED));
    timePasses(1000);
    assertThat(of("LANE", 1))
        .extracting(
            OutcomeWindow::version,
            w -> w.counts().referred(),
            w -> w.counts().awaited(),
            w -> w.counts().overturned(),
            w -> w.counts().missed())
        .containsExactly(tuple(at(310), 1L, 1L, 0L, 0L), tuple(at(900), 1L, 0L, 1L, 1L));
  }

  @Test
  void anEncounterThatMovesLeavesAnEmptyWindowWhetherInOnePassOrTwo() throws Exception {
    Encounter before = encounter("l-1", 0, Outcome.NO_MATCH, OfficerFinding.AWAITED);
    Encounter moved = encounter("l-2", 0, Outcome.NO_MATCH, OfficerFinding.AWAITED);
    change(310, null, before);
    change(500, before, moved);
    timePasses(1000);
    List<String> inOne = described();
    close();
    open();
    change(310, null, before);
    timePasses(400);
    change(500, before, moved);
    timePasses(1000);
    assertThat(described()).containsAll(inOne);
    assertThat(inOne).anyMatch(line -> line.startsWith("LANE l-1 " + at(500) + " 0"));
  }

  private List<String> described() {
    List<String> lines = new ArrayList<>();
    for (OutcomeWindow w : windows.extractOutputValues()) {
      lines.add(
          w.scope()
              + " "
              + w.laneId()
              + " "
              + w.version()
              + " "
              + w.counts().referred()
              + " "
              + w.start()
              + " "
              + w.end());
    }
    return lines;
  }

  @Test
  void writesAWindowOnceForAllChangesThatAreDueTogether() throws Exception {
    for (int i = 0; i < 50; i++) {
      change(100 + i, null, encounter("l-1", i, Outcome.MATCH, OfficerFinding.NOT_REFERRED));
    }
    timePasses(1000);
    assertThat(of("LANE", 1)).hasSize(1);
    assertThat(of("LANE", 1).get(0).counts().matched()).isEqualTo(50);
  }

  /** Else the same version would be written twice, with different counts at another parallelism. */
  @Test
  void leavesTheWritingToTheNewestChangeThatIsThere() throws Exception {
    Encounter one = encounter("l-1", 0, Outcome.MATCH, OfficerFinding.NOT_REFERRED);
    change(100, null, one);
    passOn(new Watermark(at(50)));
    change(200, null, one);
    timePasses(300);
    assertThat(of("LANE", 1))
        .extracting(OutcomeWindow::version, w -> w.counts().matched())
        .containsExactly(tuple(at(200), 2L));
  }

  @Test
  void keepsNothingOnTheHeapAcrossABarrier() throws Exception {
    change(100, null, encounter("l-1", 0, Outcome.MATCH, OfficerFinding.NOT_REFERRED));
    sums.prepareSnapshotPreBarrier(1);
    assertThat(sums.extractOutputValues()).hasSize(6);
  }

  @Test
  void ofTravellersWhoOptedOutThereIsNoWindow() throws Exception {
    change(100, null, encounter("l-1", 0, Outcome.OPTED_OUT, OfficerFinding.NOT_REFERRED));
    timePasses(1000);
    assertThat(windows.extractOutputValues()).isEmpty();
  }

  @Test
  void forgetsAWindowWhenNoEncounterOfItCanChange() throws Exception {
    Encounter unanswered = encounter("l-1", 0, Outcome.NO_MATCH, OfficerFinding.UNANSWERED);
    change(100, null, unanswered);
    timePasses(200);
    timePasses(5 * DAY);
    assertThat(windows.numKeyedStateEntries()).isZero();
    assertThat(windows.numEventTimeTimers()).isZero();
    int written = windows.extractOutputValues().size();
    change(5 * DAY, null, unanswered);
    timePasses(5 * DAY + 60);
    assertThat(windows.extractOutputValues()).hasSize(written);
  }
}
