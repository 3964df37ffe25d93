package northpost.encounter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import northpost.domain.Adjudication;
import northpost.domain.AdjudicationOutcome;
import northpost.domain.Encounter;
import northpost.domain.EncounterUpdate;
import northpost.domain.Outcome;
import northpost.domain.OutcomeCounts;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.SourcePosition;
import northpost.domain.Zone;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same captures and answers in any order, with repeats, late ones and restarts, end in the same
 * encounters; and whoever adds up the updates counts each encounter once.
 */
class EncounterOrderTest {
  private static final int ENCOUNTERS = 60;
  private static final int ORDERS = 12;
  private static final long HOUR = 3_600_000;

  /** A capture or an answer. */
  private record Event(EncounterCapture capture, ReceivedAdjudication answer) {
    long millis() {
      return capture != null
          ? capture.capturedMillis()
          : answer.adjudication().adjudicatedAt().toEpochMilli();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void endsInTheSameEncountersAndCountsEachOnce(long seed) throws Exception {
    List<Event> events = events(new Random(seed));
    Map<String, Encounter> expected = null;
    for (int order = 0; order < ORDERS; order++) {
      Random random = new Random(seed * 1000 + order);
      // From no disorder to more than the gap, so that closed encounters are corrected.
      long disorder = order * HOUR / 4;
      List<EncounterUpdate> updates = run(events, disorder, random);
      Map<String, Encounter> last = new TreeMap<>();
      long sum = 0;
      OutcomeCounts counts = OutcomeCounts.ZERO;
      for (EncounterUpdate update : updates) {
        Encounter before = last.put(update.now().encounterId(), update.now());
        assertThat(update.before()).isEqualTo(before);
        sum += before == null ? 1 : 0;
        counts = counts.plus(OutcomeCounts.of(update.now().outcome(), update.now().finding()));
        if (before != null) {
          counts = counts.minus(OutcomeCounts.of(before.outcome(), before.finding()));
        }
      }
      assertThat(sum).isEqualTo(last.size()).isEqualTo(ENCOUNTERS);
      OutcomeCounts direct = OutcomeCounts.ZERO;
      for (Encounter encounter : last.values()) {
        direct = direct.plus(OutcomeCounts.of(encounter.outcome(), encounter.finding()));
      }
      assertThat(counts).isEqualTo(direct);
      assertThat(counts.referred())
          .isEqualTo(
              counts.confirmed()
                  + counts.overturned()
                  + counts.inconclusive()
                  + counts.unanswered()
                  + counts.awaited());
      if (expected == null) {
        expected = last;
        assertThat(new TreeSet<>(last.values().stream().map(Encounter::finding).toList()))
            .as("findings that occur")
            .hasSizeGreaterThanOrEqualTo(5);
      }
      assertThat(last).as("order %d", order).isEqualTo(expected);
    }
  }

  /** In time, the updates themselves are the same, each with the same event time. */
  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void givesTheSameUpdatesWhereNothingIsLate(long seed) throws Exception {
    List<Event> events = events(new Random(seed));
    List<String> expected = null;
    for (int order = 0; order < ORDERS; order++) {
      Random random = new Random(seed * 1000 + order);
      Map<Event, Long> arrival = new HashMap<>();
      events.forEach(e -> arrival.put(e, e.millis() + random.nextLong(HOUR)));
      List<Event> shuffled = new ArrayList<>(events);
      shuffled.sort((a, b) -> Long.compare(arrival.get(a), arrival.get(b)));
      List<String> updates = new ArrayList<>();
      try (var operator = EncounterFunctionTest.started(null)) {
        for (Event event : shuffled) {
          take(operator, event);
          operator.processBothWatermarks(new Watermark(arrival.get(event) - HOUR - 1));
        }
        operator.processBothWatermarks(Watermark.MAX_WATERMARK);
        operator
            .extractOutputStreamRecords()
            .forEach(r -> updates.add(r.getTimestamp() + " " + r.getValue()));
      }
      Collections.sort(updates);
      expected = expected == null ? updates : expected;
      assertThat(updates).as("order %d", order).isEqualTo(expected);
    }
  }

  private static List<EncounterUpdate> run(List<Event> events, long disorder, Random random)
      throws Exception {
    Map<Event, Long> arrival = new HashMap<>();
    events.forEach(
        e -> arrival.put(e, e.millis() + (disorder == 0 ? 0 : random.nextLong(disorder))));
    List<Event> shuffled = new ArrayList<>(events);
    shuffled.sort((a, b) -> Long.compare(arrival.get(a), arrival.get(b)));
    List<EncounterUpdate> updates = new ArrayList<>();
    var operator = EncounterFunctionTest.started(null);
    long watermark = Long.MIN_VALUE;
    for (Event event : shuffled) {
      take(operator, event);
      if (random.nextInt(5) == 0) {
        take(operator, event);
      }
      if (random.nextInt(3) == 0) {
        watermark = arrival.get(event);
        operator.processBothWatermarks(new Watermark(watermark));
      }
      if (random.nextInt(40) == 0) {
        OperatorSubtaskState snapshot = operator.snapshot(1, 1);
        updates.addAll(operator.extractOutputValues());
        operator.close();
        operator = EncounterFunctionTest.started(snapshot);
        operator.processBothWatermarks(new Watermark(watermark));
      }
    }
    operator.processBothWatermarks(Watermark.MAX_WATERMARK);
    updates.addAll(operator.extractOutputValues());
    assertThat(operator.numKeyedStateEntries()).isZero();
    operator.close();
    return updates;
  }

  private static void take(
      KeyedTwoInputStreamOperatorTestHarness<
              String, EncounterCapture, ReceivedAdjudication, EncounterUpdate>
          operator,
      Event event)
      throws Exception {
    if (event.capture() != null) {
      operator.processElement1(new StreamRecord<>(event.capture()));
    } else {
      operator.processElement2(new StreamRecord<>(event.answer()));
    }
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    Outcome[] outcomes = Outcome.values();
    for (int e = 0; e < ENCOUNTERS; e++) {
      String id = "e-" + e;
      double start = random.nextInt(7200);
      int captures = 1 + random.nextInt(4);
      for (int c = 0; c < captures; c++) {
        // Some captures come a gap later than the one before.
        double later = random.nextInt(5) == 0 ? random.nextInt(1200) : random.nextInt(30);
        Outcome outcome = outcomes[1 + random.nextInt(outcomes.length - 1)];
        Zone zone = c == 0 ? Zone.PRE_PRIMARY : Zone.PRIMARY;
        events.add(new Event(Shots.shot(id, id + "-c-" + c, start + later, zone, outcome), null));
      }
      for (int a = random.nextInt(3); a > 0; a--) {
        AdjudicationOutcome outcome = AdjudicationOutcome.values()[1 + random.nextInt(3)];
        events.add(
            new Event(
                null,
                new ReceivedAdjudication(
                    new Adjudication(
                        id,
                        id + "-c-0",
                        outcome,
                        Instant.ofEpochMilli(Shots.at(start + 20 + random.nextInt(3000))),
                        "o-" + a),
                    new SourcePosition("adjudications", 0, events.size()))));
      }
    }
    return events;
  }
}
