package northpost.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.FailureToAcquire;
import northpost.domain.Outcome;
import northpost.domain.Probe;
import northpost.domain.QualityMeasure;
import northpost.gallery.CandidateList;
import northpost.gallery.ComparisonStatus;
import northpost.testing.Captures;
import northpost.testing.Policies;
import northpost.testing.References;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionRuleTest {
  private static final PolicyBook BOOK = new PolicyBook(Policies.system(), List.of());
  private static final Instant DECIDED_AT = Captures.NOON.plusMillis(90);

  @ParameterizedTest
  @CsvSource({
    "0.80, 0.74, MATCH", // at the threshold, margin kept
    "0.799999, 0.1, NO_MATCH",
    "0.90, 0.86, AMBIGUOUS", // margin not kept
    "0.90, 0.79, MATCH",
    "0.90, 0.90, AMBIGUOUS"
  })
  void heedsThresholdAndMarginInAnIdentification(double best, double next, Outcome expected) {
    Decision decision = decide(identified(best, next));
    assertThat(decision.outcome()).isEqualTo(expected);
    assertThat(decision.threshold()).isEqualTo(0.8);
    assertThat(decision.candidates())
        .allSatisfy(c -> assertThat(c.score()).isGreaterThanOrEqualTo(0.8));
  }

  @Test
  void givesEveryPairOfScoresExactlyOneOutcome() {
    for (double best = 0; best <= 1; best += 0.01) {
      for (double next = 0; next <= best; next += 0.01) {
        assertThat(decide(identified(best, next)).outcome())
            .isIn(Outcome.MATCH, Outcome.AMBIGUOUS, Outcome.NO_MATCH);
      }
    }
  }

  @Test
  void neverMatchesOnAScoreThatIsNoNumber() {
    assertThat(decide(identified(Double.NaN, 0.1)).outcome()).isEqualTo(Outcome.NO_MATCH);
  }

  @Test
  void carriesLatenciesAndPolicy() {
    Decision decision = decide(identified(0.9, 0.1));
    assertThat(decision.transportLatencyMillis()).isEqualTo(10);
    assertThat(decision.acquisitionLatencyMillis()).isEqualTo(30);
    assertThat(decision.comparisonLatencyMillis()).isEqualTo(50);
    assertThat(decision.totalLatencyMillis()).isEqualTo(90);
    assertThat(decision.policyId()).isEqualTo("system-default");
    assertThat(decision.modelId()).isEqualTo(Captures.MODEL);
  }

  @ParameterizedTest
  @EnumSource(FailureToAcquire.Cause.class)
  void callsACaptureWithoutTemplateUnusableWithItsCause(FailureToAcquire.Cause cause) {
    Probe probe = Captures.capture("c-1").presenting("r-1").probe(1, 0).withoutTemplate();
    Decision decision = decide(CandidateList.notCompared(failed(probe, cause)));
    assertThat(decision.outcome()).isEqualTo(Outcome.UNUSABLE);
    assertThat(decision.reason()).isEqualTo(cause.name());
    assertThat(decision.comparison()).isEqualTo(ComparisonKind.NONE);
    assertThat(decision.threshold()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "InterEyeDistance, 23.9",
    "Sharpness, 9.9",
    "HeadPoseYaw, -45.1",
    "LuminanceMean, 19",
    "LuminanceMean, 241"
  })
  void callsAFaceBelowThePolicysQualityUnusableWithTheMeasure(String measure, double value) {
    Decision decision = decide(identified(List.of(new QualityMeasure(measure, value)), 0.9, 0.1));
    assertThat(decision.outcome()).isEqualTo(Outcome.UNUSABLE);
    assertThat(decision.reason()).isEqualTo("QUALITY_BELOW_POLICY");
    assertThat(decision.reasonDetail()).startsWith(measure);
    assertThat(decision.candidates()).isEmpty();
  }

  @Test
  void doesNotFailAMeasureThatIsNotAssessable() {
    var quality = List.of(new QualityMeasure("Sharpness", QualityMeasure.NOT_ASSESSABLE));
    assertThat(decide(identified(quality, 0.9, 0.1)).outcome()).isEqualTo(Outcome.MATCH);
  }

  @Test
  void callsAnOptOutByItsName() {
    Probe probe = Captures.capture("c-1").presenting("r-1").optingOut().probe(1, 0);
    Decision decision = decide(CandidateList.notCompared(probe.withoutTemplate()));
    assertThat(decision.outcome()).isEqualTo(Outcome.OPTED_OUT);
  }

  @ParameterizedTest
  @EnumSource(
      value = ComparisonStatus.class,
      names = {"COMPARED"},
      mode = EnumSource.Mode.EXCLUDE)
  void neverCallsWhatWasNotComparedNoMatch(ComparisonStatus status) {
    Probe probe =
        Captures.capture("c-1")
            .presenting("r-1")
            .searching("expected")
            .probe(1, 0)
            .withoutTemplate();
    Decision decision =
        decide(
            new CandidateList(
                probe, Captures.MODEL, ComparisonKind.VERIFICATION, status, List.of(), List.of()));
    assertThat(decision.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(decision.reasonDetail()).isNotBlank();
  }

  @Test
  void findsSomebodyButNeverNobodyInAGalleryThatWasPartlyCompared() {
    assertThat(decide(partly(0.9)).outcome()).isEqualTo(Outcome.MATCH);
    Decision nobody = decide(partly(0.7));
    assertThat(nobody.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(nobody.reason()).isEqualTo("MODEL_MISMATCH");
  }

  private static CandidateList partly(double score) {
    CandidateList list = identified(score);
    return new CandidateList(
        list.probe(),
        list.modelId(),
        list.kind(),
        ComparisonStatus.PARTLY_COMPARED,
        list.candidates(),
        list.galleryIds());
  }

  private static Decision decide(CandidateList list) {
    return DecisionRule.decide(list, BOOK, DECIDED_AT);
  }

  private static CandidateList identified(double... scores) {
    return identified(List.of(), scores);
  }

  private static CandidateList identified(List<QualityMeasure> quality, double... scores) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      candidates.add(new Candidate("r-" + i, "s-" + i, scores[i]));
    }
    return new CandidateList(
        Captures.capture("c-1")
            .searching(References.GALLERY)
            .probe(quality, 1, 0)
            .withoutTemplate(),
        Captures.MODEL,
        ComparisonKind.IDENTIFICATION,
        ComparisonStatus.COMPARED,
        candidates,
        List.of(References.GALLERY));
  }

  private static Probe failed(Probe probe, FailureToAcquire.Cause cause) {
    return new Probe(
        probe.capture(),
        probe.position(),
        probe.receivedAt(),
        null,
        new FailureToAcquire(cause, "a message"),
        List.of(),
        probe.imageDigest(),
        probe.acquiredAt());
  }
}
