package northpost.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import northpost.analytics.Decisions;
import northpost.domain.Anomaly;
import northpost.domain.Candidate;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.testing.Captures;
import northpost.testing.Harnesses;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class IdentityConflictFunctionTest {
  private static final PatternWatch WATCH = new IdentityConflictFunction();
  private static final Candidate A = new Candidate("r-a", "s-a", 0.91);
  private static final Candidate B = new Candidate("r-b", "s-b", 0.90);
  private static final Candidate A_AGAIN = new Candidate("r-a2", "s-a", 0.90);

  @Test
  void concernsOnlySearchesThatTwoSubjectsCouldAnswer() {
    assertThat(concerns(searched("c-1"), Outcome.AMBIGUOUS, A, B)).isTrue();
    assertThat(concerns(searched("c-1"), Outcome.MATCH, A, B)).isFalse();
    assertThat(concerns(searched("c-1"), Outcome.AMBIGUOUS, A)).isFalse();
    assertThat(concerns(searched("c-1"), Outcome.AMBIGUOUS, A, A_AGAIN)).isFalse();
    assertThat(concerns(Captures.capture("c-1").presenting("r-a"), Outcome.AMBIGUOUS, A, B))
        .isFalse();
  }

  @Test
  void takesAPairForTheSameWhicheverIsFirst() {
    assertThat(WATCH.key(decision(searched("c-1"), A, B)))
        .isEqualTo(WATCH.key(decision(searched("c-2"), B, A)))
        .isEqualTo("s-a|s-b");
  }

  @Test
  void saysNothingOfOneEncounterHoweverManyPhotosItHas() throws Exception {
    try (var operator = open()) {
      for (int i = 0; i < 3; i++) {
        Decision again =
            Decisions.decision(inEncounter("c-" + i, "e-1"), Outcome.AMBIGUOUS, "d", List.of(A, B));
        operator.processElement(again, 0);
      }
      operator.processWatermark(Long.MAX_VALUE);
      assertThat(operator.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void opensWithTheSecondEncounterAndUpdatesUnderOneId() throws Exception {
    try (var operator = open()) {
      operator.processElement(decision(searched("c-2").at(Captures.NOON.plusSeconds(60)), A, B), 0);
      operator.processElement(decision(searched("c-1"), B, A), 0);
      operator.processElement(decision(searched("c-3").at(Captures.NOON.plusSeconds(90)), A, B), 0);
      operator.processWatermark(Captures.NOON.plusSeconds(90).toEpochMilli());
      List<Anomaly> anomalies = operator.extractOutputValues();
      assertThat(anomalies).extracting(Anomaly::status).containsExactly("OPEN", "UPDATED");
      assertThat(anomalies).extracting(Anomaly::version).containsExactly(1L, 2L);
      assertThat(anomalies)
          .extracting(Anomaly::anomalyId)
          .containsOnly(
              "identity-conflict-s-a|s-b-"
                  + Captures.NOON.toEpochMilli() / IdentityConflictFunction.HORIZON.toMillis());
      Anomaly last = anomalies.get(1);
      assertThat(last.kind()).isEqualTo("identity-conflict");
      assertThat(last.evidence()).containsExactly("c-1", "c-2", "c-3");
      assertThat(last.start()).isEqualTo(Captures.NOON);
      assertThat(last.end()).isEqualTo(Captures.NOON.plusSeconds(90));
      assertThat(last.sentence()).contains("s-a and s-b").contains("in 3 searches");
    }
  }

  @Test
  void keepsOtherPairsApart() throws Exception {
    try (var operator = open()) {
      operator.processElement(decision(searched("c-1"), A, B), 0);
      operator.processElement(decision(searched("c-2"), A, new Candidate("r-c", "s-c", 0.9)), 0);
      operator.processWatermark(Long.MAX_VALUE);
      assertThat(operator.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void forgetsAfterItsHorizonAndStartsAnew() throws Exception {
    try (var operator = open()) {
      operator.processElement(decision(searched("c-1"), A, B), 0);
      Instant later = Captures.NOON.plus(IdentityConflictFunction.HORIZON);
      operator.processWatermark(later.toEpochMilli());
      assertThat(operator.numKeyedStateEntries()).isZero();
      operator.processElement(decision(searched("c-2").at(later), A, B), 0);
      operator.processWatermark(Long.MAX_VALUE);
      assertThat(operator.extractOutputValues()).isEmpty();
    }
  }

  /** Nothing but the time of the capture says whether it is within the horizon. */
  @Test
  void endsTheHorizonByTheTimeOfTheCaptureHoweverEventTimeLags() throws Exception {
    Instant last = Captures.NOON.plus(IdentityConflictFunction.HORIZON);
    try (var operator = open()) {
      operator.processElement(decision(searched("c-1"), A, B), 0);
      operator.processElement(decision(searched("c-2").at(last), A, B), 0);
      operator.processWatermark(Long.MAX_VALUE);
      assertThat(operator.extractOutputValues()).isEmpty();
    }
    try (var operator = open()) {
      operator.processElement(decision(searched("c-1"), A, B), 0);
      operator.processElement(decision(searched("c-2").at(last.minusMillis(1)), A, B), 0);
      operator.processWatermark(Long.MAX_VALUE);
      assertThat(operator.extractOutputValues())
          .extracting(Anomaly::status)
          .containsExactly("OPEN", "CLOSED");
    }
  }

  @Test
  void boundsItsEvidence() throws Exception {
    try (var operator = open()) {
      for (int i = 0; i < 50; i++) {
        operator.processElement(
            decision(searched("c-" + i).at(Captures.NOON.plusSeconds(i)), A, B), 0);
      }
      operator.processWatermark(Captures.NOON.plusSeconds(60).toEpochMilli());
      List<Anomaly> anomalies = operator.extractOutputValues();
      assertThat(anomalies.get(anomalies.size() - 1).observed()).isEqualTo(50);
      assertThat(anomalies.get(anomalies.size() - 1).evidence())
          .hasSize(IdentityConflictFunction.EVIDENCE_LIMIT);
    }
  }

  private static Captures searched(String captureId) {
    return Captures.capture(captureId).searching("expected");
  }

  private static northpost.domain.Capture inEncounter(String captureId, String encounterId) {
    return searched(captureId).build().withIds(captureId, encounterId);
  }

  private static boolean concerns(Captures capture, Outcome outcome, Candidate... candidates) {
    return WATCH.concerns(Decisions.decision(capture.build(), outcome, "d", List.of(candidates)));
  }

  private static Decision decision(Captures capture, Candidate... candidates) {
    return Decisions.decision(capture.build(), Outcome.AMBIGUOUS, "d", List.of(candidates));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, Anomaly> open()
      throws Exception {
    return Harnesses.open(new IdentityConflictFunction().operator(), WATCH::key);
  }
}
