package northpost.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorRatesTest {
  /** Mated .5 .7 .8 .9 and non-mated .1 .2 .3 .6, so that one of each four is on the wrong side. */
  private static final List<ScoredPair> OVERLAPPING =
      pairs(new double[] {.5, .7, .8, .9}, new double[] {.1, .2, .3, .6});

  @Test
  void refusesAScoreThatIsNoNumber() {
    assertThatThrownBy(() -> new ScoredPair("a", "b", true, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("score of a and b: expected a number, got NaN");
  }

  @Test
  void oneErrorInFourOfEachKindIsAnEqualErrorRateOfAQuarter() {
    ErrorRates rates = ErrorRates.of(OVERLAPPING);

    assertThat(rates.equalErrorRate()).isEqualTo(0.25);
    // At .55 the mated .5 is missed and the non-mated .6 matches.
    assertThat(rates.equalErrorPoint()).isEqualTo(new OperatingPoint(0.55, 0.25, 0.25));
  }

  @Test
  void theThresholdAtAnFmrIsTheLowestThatKeepsIt() {
    ErrorRates rates = ErrorRates.of(OVERLAPPING);

    assertThat(rates.atFmr(0.25)).isEqualTo(new OperatingPoint(0.4, 0.25, 0));
    assertThat(rates.atFmr(0.01).threshold()).isEqualTo(0.65, within(1e-12));
    assertThat(rates.atFmr(0.01).fnmr()).isEqualTo(0.25);
    assertThat(rates.atFmr(1)).isEqualTo(new OperatingPoint(0.05, 1, 0));
  }

  @Test
  void separateScoresHaveNoErrorInTheMiddleOfTheGap() {
    ErrorRates rates = ErrorRates.of(pairs(new double[] {.9, .8}, new double[] {.1, .4}));

    assertThat(rates.equalErrorRate()).isZero();
    assertThat(rates.equalErrorPoint().threshold()).isEqualTo(0.6, within(1e-12));
    assertThat(rates.atFmr(0.001).fnmr()).isZero();
  }

  @Test
  void equalScoresAreDecidedTogether() {
    ErrorRates rates = ErrorRates.of(pairs(new double[] {.5, .5}, new double[] {.5}));

    assertThat(rates.points())
        .containsExactly(
            new OperatingPoint(0.25, 1, 0), new OperatingPoint(Math.nextUp(0.5), 0, 1));
    assertThat(rates.equalErrorRate()).isEqualTo(0.5);
  }

  @Test
  void scoresOfOneKindOnlyAreRefused() {
    assertThatThrownBy(() -> ErrorRates.of(pairs(new double[] {.5}, new double[0])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0 non-mated");
  }

  @Test
  void theIntervalHoldsTheRateAndIsTheSameForTheSameSeed() {
    List<ScoredPair> pairs = new ArrayList<>();
    for (int subject = 0; subject < 10; subject++) {
      // One subject's mated pair scores below the strangers' pairs.
      pairs.add(new ScoredPair("s" + subject, "s" + subject, true, subject == 0 ? .1 : .9));
      for (int other = 0; other < subject; other++) {
        pairs.add(new ScoredPair("s" + subject, "s" + other, false, .3));
      }
    }
    Interval interval =
        new SubjectBootstrap(200, 7).interval(pairs, rates -> rates.atFmr(0.001).fnmr());

    assertThat(ErrorRates.of(pairs).atFmr(0.001).fnmr()).isEqualTo(0.1);
    assertThat(interval.lower()).isZero();
    assertThat(interval.upper()).isBetween(0.2, 0.5);
    assertThat(new SubjectBootstrap(200, 7).interval(pairs, rates -> rates.atFmr(0.001).fnmr()))
        .isEqualTo(interval);
  }

  @Test
  void tooFewNonMatedPairsForAnFmrAreMarked() {
    EvaluationResult result =
        EvaluationResult.of(8, List.of(), 0, OVERLAPPING, new SubjectBootstrap(10, 1));

    assertThat(result.atFmr()).noneMatch(EvaluationResult.AtFmr::resolved);
    assertThat(EvaluationReport.html(result))
        .contains("too few pairs", "<svg", "mated, n = 4", "non-mated, n = 4")
        .doesNotContain("http", "NaN");
  }

  @Test
  void theHistogramHoldsSharesThatAddUpToOne() {
    double[] mated = EvaluationReport.histogram(OVERLAPPING, true);

    assertThat(mated[25]).isEqualTo(0.25);
    double sum = 0;
    for (double share : mated) {
      sum += share;
    }
    assertThat(sum).isEqualTo(1, within(1e-12));
  }

  private static List<ScoredPair> pairs(double[] mated, double[] nonMated) {
    List<ScoredPair> pairs = new ArrayList<>();
    for (int i = 0; i < mated.length; i++) {
      pairs.add(new ScoredPair("m" + i, "m" + i, true, mated[i]));
    }
    for (int i = 0; i < nonMated.length; i++) {
      pairs.add(new ScoredPair("m0", "n" + i, false, nonMated[i]));
    }
    return pairs;
  }
}
