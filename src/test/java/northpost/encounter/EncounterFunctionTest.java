package northpost.encounter;

import static northpost.encounter.Shots.NOON;
import static northpost.encounter.Shots.answer;
import static northpost.encounter.Shots.at;
import static northpost.encounter.Shots.shot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.AdjudicationOutcome;
import northpost.domain.DeadLetter;
import northpost.domain.Encounter;
import northpost.domain.EncounterUpdate;
import northpost.domain.OfficerFinding;
import northpost.domain.Outcome;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.RejectionReason;
import northpost.domain.Zone;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncounterFunctionTest {
  private static final OutputTag<DeadLetter> DEAD =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
  private static final double DAY = 24 * 3600;
  private static final double GAP = 300;

  private KeyedTwoInputStreamOperatorTestHarness<
          String, EncounterCapture, ReceivedAdjudication, EncounterUpdate>
      operator;

  @BeforeEach
  void open() throws Exception {
    operator = started(null);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  static KeyedTwoInputStreamOperatorTestHarness<
          String, EncounterCapture, ReceivedAdjudication, EncounterUpdate>
      started(OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new EncounterFunction(Shots.SETTINGS, DEAD).operator(),
            EncounterCapture::encounterId,
            (ReceivedAdjudication received) -> received.adjudication().encounterId(),
            Types.STRING);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private void take(EncounterCapture... captures) throws Exception {
    for (EncounterCapture capture : captures) {
      operator.processElement1(new StreamRecord<>(capture, capture.capturedMillis()));
    }
  }

  private void take(ReceivedAdjudication... answers) throws Exception {
    for (ReceivedAdjudication answer : answers) {
      operator.processElement2(new StreamRecord<>(answer));
    }
  }

  private void timePasses(double seconds) throws Exception {
    operator.processBothWatermarks(new Watermark(at(seconds)));
  }

  private List<EncounterUpdate> updates() {
    return operator.extractOutputValues();
  }

  private Encounter last() {
    return updates().get(updates().size() - 1).now();
  }

  private List<DeadLetter> dead() {
    List<DeadLetter> letters = new ArrayList<>();
    if (operator.getSideOutput(DEAD) != null) {
      operator.getSideOutput(DEAD).forEach(record -> letters.add(record.getValue()));
    }
    return letters;
  }

  private void assertNothingKept() {
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void isOfAllCapturesAndSaysWhatTheBestOfThemDid() throws Exception {
    take(
        shot("e-1", "c-1", 0, Zone.PRE_PRIMARY, Outcome.NO_MATCH),
        shot("e-1", "c-2", 10, Zone.PRIMARY, Outcome.MATCH),
        shot("e-1", "c-3", 12, Zone.PRIMARY, Outcome.UNUSABLE));
    timePasses(300);
    assertThat(updates()).isEmpty();
    timePasses(320);
    assertThat(updates()).hasSize(1);
    assertThat(updates().get(0).before()).isNull();
    Encounter encounter = last();
    assertThat(encounter.outcome()).isEqualTo(Outcome.MATCH);
    assertThat(encounter.captureId()).isEqualTo("c-2");
    assertThat(encounter.subjectId()).isEqualTo("s-1");
    assertThat(encounter.captures()).isEqualTo(3);
    assertThat(encounter.zones()).containsExactly(Zone.PRE_PRIMARY, Zone.PRIMARY);
    assertThat(encounter.firstCapturedAt()).isEqualTo(Instant.ofEpochMilli(NOON));
    assertThat(encounter.lastCapturedAt()).isEqualTo(Instant.ofEpochMilli(at(12)));
    assertThat(encounter.latencyMillis()).isEqualTo(10_400);
    assertThat(encounter.finding()).isEqualTo(OfficerFinding.NOT_REFERRED);
  }

  @Test
  void ofCapturesWithTheSameOutcomeTheEarliestDecides() throws Exception {
    take(shot("c-3", 9, Outcome.NO_MATCH));
    take(shot("c-2", 0, Outcome.NO_MATCH), shot("c-1", 0, Outcome.NO_MATCH));
    timePasses(400);
    assertThat(last().captureId()).isEqualTo("c-1");
  }

  @Test
  void leavesWithTheTimeOfItsGap() throws Exception {
    take(shot("c-1", 1, Outcome.MATCH));
    timePasses(4000);
    assertThat(operator.extractOutputStreamRecords())
        .extracting(StreamRecord::getTimestamp)
        .containsExactly(at(310));
  }

  @ParameterizedTest
  @CsvSource({
    "MATCH, SAME_PERSON, CONFIRMED",
    "MATCH, DIFFERENT_PERSON, OVERTURNED",
    "MATCH, INCONCLUSIVE, INCONCLUSIVE",
    "NO_MATCH, SAME_PERSON, OVERTURNED",
    "NO_MATCH, DIFFERENT_PERSON, CONFIRMED",
    "AMBIGUOUS, DIFFERENT_PERSON, CONFIRMED",
    "UNUSABLE, SAME_PERSON, OVERTURNED",
    "UNAVAILABLE, INCONCLUSIVE, INCONCLUSIVE",
    "OPTED_OUT, DIFFERENT_PERSON, NOT_REFERRED",
  })
  void anAnswerClosesItAndIsItsFinding(
      Outcome outcome, AdjudicationOutcome answer, OfficerFinding finding) throws Exception {
    take(shot("c-1", 0, outcome));
    take(answer(25, answer));
    timePasses(30);
    assertThat(updates()).hasSize(1);
    assertThat(last().finding()).isEqualTo(finding);
    assertThat(last().adjudicatedAt()).isEqualTo(Instant.ofEpochMilli(at(25)));
  }

  @Test
  void anAnswerThatComesFirstWaitsForItsCapture() throws Exception {
    take(answer(25, AdjudicationOutcome.DIFFERENT_PERSON));
    timePasses(-60);
    take(shot("c-1", 0, Outcome.NO_MATCH));
    timePasses(30);
    assertThat(last().finding()).isEqualTo(OfficerFinding.CONFIRMED);
    timePasses(2 * DAY);
    assertThat(dead()).isEmpty();
    assertNothingKept();
  }

  @Test
  void aReferralIsAwaitedThenAnsweredByACorrection() throws Exception {
    take(shot("c-1", 0, Outcome.NO_MATCH));
    timePasses(400);
    assertThat(last().finding()).isEqualTo(OfficerFinding.AWAITED);
    take(answer(500, AdjudicationOutcome.SAME_PERSON));
    timePasses(600);
    assertThat(updates()).hasSize(2);
    assertThat(updates().get(1).before()).isEqualTo(updates().get(0).now());
    assertThat(last().finding()).isEqualTo(OfficerFinding.OVERTURNED);
  }

  @Test
  void aReferralIsUnansweredWhenTheBoundHasPassedAndNothingIsKept() throws Exception {
    take(shot("c-1", 0, Outcome.UNUSABLE));
    timePasses(DAY + GAP - 1);
    assertThat(updates()).hasSize(1);
    timePasses(DAY + GAP + 10);
    assertThat(updates())
        .extracting(update -> update.now().finding())
        .containsExactly(OfficerFinding.AWAITED, OfficerFinding.UNANSWERED);
    assertNothingKept();
  }

  @Test
  void aMatchedTravellerIsForgottenWithoutAnotherWord() throws Exception {
    take(shot("c-1", 0, Outcome.MATCH));
    timePasses(2 * DAY);
    assertThat(updates()).hasSize(1);
    assertNothingKept();
    assertThat(operator.numEventTimeTimers()).isZero();
  }

  @Test
  void anAnswerAfterTheBoundIsADeadLetter() throws Exception {
    take(shot("c-1", 0, Outcome.NO_MATCH));
    take(answer(DAY + GAP + 60, AdjudicationOutcome.SAME_PERSON));
    timePasses(DAY + GAP + 10);
    assertThat(last().finding()).isEqualTo(OfficerFinding.UNANSWERED);
    assertThat(dead())
        .extracting(DeadLetter::reason)
        .containsExactly(RejectionReason.ADJUDICATION_WITHOUT_DECISION);
    assertNothingKept();
  }

  @Test
  void anAnswerWithoutADecisionIsADeadLetterThatSaysWhereItCameFrom() throws Exception {
    take(answer(25, AdjudicationOutcome.SAME_PERSON));
    timePasses(DAY);
    assertThat(dead()).isEmpty();
    timePasses(DAY + 30);
    assertThat(dead()).hasSize(1);
    DeadLetter letter = dead().get(0);
    assertThat(letter.reason()).isEqualTo(RejectionReason.ADJUDICATION_WITHOUT_DECISION);
    assertThat(letter.message())
        .isEqualTo(
            "adjudications-0-25: adjudication of encounter e-1 at 2025-07-12T16:00:25Z: got no"
                + " decision on the encounter, or one that is longer ago, expected one within"
                + " 1440 minutes of event time");
    assertThat(updates()).isEmpty();
    assertNothingKept();
  }

  @Test
  void theSameAnswerAgainIsADeadLetterWhetherItWaitsOrWasCounted() throws Exception {
    take(shot("c-1", 0, Outcome.NO_MATCH));
    take(answer(25, AdjudicationOutcome.SAME_PERSON), answer(25, AdjudicationOutcome.SAME_PERSON));
    timePasses(40);
    take(answer(25, AdjudicationOutcome.SAME_PERSON));
    timePasses(60);
    assertThat(updates()).hasSize(1);
    assertThat(dead())
        .extracting(DeadLetter::reason, letter -> letter.position().offset())
        .containsExactly(
            tuple(RejectionReason.DUPLICATE_ADJUDICATION, 25L),
            tuple(RejectionReason.DUPLICATE_ADJUDICATION, 25L));
  }

  @Test
  void ofTwoAnswersTheNewerStandsWhicheverComesFirst() throws Exception {
    take(shot("c-1", 0, Outcome.NO_MATCH));
    take(answer(95, AdjudicationOutcome.DIFFERENT_PERSON));
    take(answer(25, AdjudicationOutcome.INCONCLUSIVE));
    timePasses(200);
    take(answer(30, AdjudicationOutcome.SAME_PERSON));
    timePasses(300);
    assertThat(updates())
        .extracting(update -> update.now().finding())
        .containsExactly(OfficerFinding.INCONCLUSIVE, OfficerFinding.CONFIRMED);
    assertThat(dead()).isEmpty();
  }

  @Test
  void aCaptureAfterTheGapCorrectsIt() throws Exception {
    take(shot("c-1", 0, Outcome.NO_MATCH));
    timePasses(400);
    take(shot("c-2", 410, Outcome.MATCH));
    timePasses(420);
    assertThat(updates()).hasSize(2);
    assertThat(last().outcome()).isEqualTo(Outcome.MATCH);
    assertThat(last().finding()).isEqualTo(OfficerFinding.NOT_REFERRED);
    assertThat(last().captures()).isEqualTo(2);
  }

  /** So that the updates are the same where the second is there before event time gets to it. */
  @Test
  void aCaptureAfterTheGapCorrectsItToThoughItCameBefore() throws Exception {
    take(shot("c-2", 410, Outcome.MATCH), shot("c-1", 0, Outcome.NO_MATCH));
    timePasses(1000);
    assertThat(updates()).hasSize(2);
    assertThat(updates().get(0).now().outcome()).isEqualTo(Outcome.NO_MATCH);
    assertThat(last().outcome()).isEqualTo(Outcome.MATCH);
  }

  @Test
  void aLateCaptureCorrectsItAtOnceAndALaterOneIsCountedAsTooLate() throws Exception {
    take(shot("c-2", 100, Outcome.MATCH));
    timePasses(10_000);
    take(shot("c-1", 50, Outcome.UNUSABLE));
    timePasses(10_010);
    assertThat(last().captures()).isEqualTo(2);
    assertThat(last().firstCapturedAt()).isEqualTo(Instant.ofEpochMilli(at(50)));
    timePasses(2 * DAY);
    assertNothingKept();
    take(shot("c-0", 20, Outcome.MATCH));
    timePasses(4 * DAY);
    assertThat(updates()).hasSize(2);
    assertNothingKept();
  }

  @Test
  void countsNoCaptureTwice() throws Exception {
    take(shot("c-1", 0, Outcome.MATCH), shot("c-1", 0, Outcome.MATCH));
    timePasses(400);
    take(shot("c-1", 0, Outcome.MATCH));
    timePasses(500);
    assertThat(updates()).hasSize(1);
    assertThat(last().captures()).isEqualTo(1);
  }

  @Test
  void aCameraThatNeverStopsDoesNotFillTheState() throws Exception {
    for (int i = 0; i < 1000; i++) {
      take(shot("c-" + i, i, Outcome.UNUSABLE));
    }
    timePasses(1_400);
    assertThat(last().captures()).isEqualTo(EncounterState.MAX_CAPTURES);
  }

  @Test
  void goesOnFromASnapshotInMidEncounter() throws Exception {
    take(shot("e-1", "c-1", 0, Zone.PRE_PRIMARY, Outcome.NO_MATCH));
    take(answer(200, AdjudicationOutcome.SAME_PERSON));
    timePasses(100);
    OperatorSubtaskState snapshot = operator.snapshot(1, 1);
    operator.close();
    operator = started(snapshot);
    timePasses(100);
    take(shot("e-1", "c-2", 150, Zone.PRIMARY, Outcome.NO_MATCH));
    take(shot("e-1", "c-1", 0, Zone.PRE_PRIMARY, Outcome.NO_MATCH));
    timePasses(200);
    assertThat(updates()).hasSize(1);
    assertThat(last().captures()).isEqualTo(2);
    assertThat(last().finding()).isEqualTo(OfficerFinding.OVERTURNED);
    assertThat(last().zones()).containsExactly(Zone.PRE_PRIMARY, Zone.PRIMARY);
    timePasses(3 * DAY);
    assertThat(updates()).hasSize(1);
    assertNothingKept();
  }

  @Test
  void theEndOfInputEndsEverything() throws Exception {
    take(shot("c-1", 0, Outcome.NO_MATCH));
    operator.processBothWatermarks(Watermark.MAX_WATERMARK);
    assertThat(updates())
        .extracting(update -> update.now().finding())
        .containsExactly(OfficerFinding.AWAITED, OfficerFinding.UNANSWERED);
    assertNothingKept();
  }
}
