package northpost.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComparisonScoreTest {
  @Test
  void isOneForTheSameVectorAndZeroForTheOpposite() {
    float[] a = {1, 0};
    assertThat(ComparisonScore.of(a, a)).isEqualTo(1);
    assertThat(ComparisonScore.of(a, new float[] {-1, 0})).isEqualTo(0);
  }

  @Test
  void fallsAsTheDistanceGrows() {
    assertThat(ComparisonScore.fromDistance(0.37)).isCloseTo(0.815, within(1e-12));
    assertThat(ComparisonScore.toDistance(0.815)).isCloseTo(0.37, within(1e-12));
    assertThat(ComparisonScore.fromDistance(3)).isEqualTo(0);
  }

  @Test
  void refusesVectorsOfDifferentLength() {
    assertThatThrownBy(() -> ComparisonScore.of(new float[2], new float[3]))
        .hasMessageContaining("2 and 3");
  }
}
