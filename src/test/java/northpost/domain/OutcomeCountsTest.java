package northpost.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeCountsTest {
  private static OutcomeCounts times(int n, Outcome outcome, OfficerFinding finding) {
    OutcomeCounts sum = OutcomeCounts.ZERO;
    for (int i = 0; i < n; i++) {
      sum = sum.plus(OutcomeCounts.of(outcome, finding));
    }
    return sum;
  }

  @Test
  void everyRateStatesItsNumbers() {
    OutcomeCounts counts =
        times(100, Outcome.MATCH, OfficerFinding.NOT_REFERRED)
            .plus(times(8, Outcome.MATCH, OfficerFinding.CONFIRMED))
            .plus(times(2, Outcome.MATCH, OfficerFinding.OVERTURNED))
            .plus(times(1, Outcome.MATCH, OfficerFinding.INCONCLUSIVE))
            .plus(times(3, Outcome.NO_MATCH, OfficerFinding.CONFIRMED))
            .plus(times(5, Outcome.NO_MATCH, OfficerFinding.OVERTURNED))
            .plus(times(1, Outcome.AMBIGUOUS, OfficerFinding.OVERTURNED))
            .plus(times(4, Outcome.UNUSABLE, OfficerFinding.OVERTURNED))
            .plus(times(2, Outcome.UNAVAILABLE, OfficerFinding.INCONCLUSIVE))
            .plus(times(7, Outcome.NO_MATCH, OfficerFinding.UNANSWERED))
            .plus(times(6, Outcome.NO_MATCH, OfficerFinding.AWAITED))
            .plus(times(9, Outcome.OPTED_OUT, OfficerFinding.NOT_REFERRED));
    assertThat(counts.referred()).isEqualTo(28);
    assertThat(counts.matchesChecked()).isEqualTo(11);
    assertThat(counts.referralPrecision()).isEqualTo(Rate.of(3, 13));
    assertThat(counts.answerRate()).isEqualTo(Rate.of(15, 28));
    // 6 missed of them and the 109 matches that nobody overturned; an unusable photo misses nobody.
    assertThat(counts.fnmrEstimate()).isEqualTo(Rate.of(6, 115));
    assertThat(counts.fmrEstimate()).isEqualTo(Rate.of(2, 10));
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void ofEveryReferralThereIsOneFinding(Outcome outcome) {
    for (AdjudicationOutcome answer : AdjudicationOutcome.values()) {
      if (answer != AdjudicationOutcome.UNKNOWN) {
        assertAddsUp(OutcomeCounts.of(outcome, OfficerFinding.of(outcome, answer)), outcome);
      }
    }
    assertAddsUp(OutcomeCounts.of(outcome, OfficerFinding.of(outcome, null)), outcome);
  }

  private static void assertAddsUp(OutcomeCounts c, Outcome outcome) {
    assertThat(c.referred()).isEqualTo(outcome.referred() ? 1 : 0);
    assertThat(c.confirmed() + c.overturned() + c.inconclusive() + c.unanswered() + c.awaited())
        .isEqualTo(c.referred());
    assertThat(c.matched()).isEqualTo(outcome == Outcome.MATCH ? 1 : 0);
    assertThat(c.minus(c)).isEqualTo(OutcomeCounts.ZERO);
  }
}
