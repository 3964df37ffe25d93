package northpost.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {
  @Test
  void givesTheWilsonInterval() {
    Rate rate = Rate.of(49, 50);
    assertThat(rate.rate()).isEqualTo(0.98);
    assertThat(rate.lower()).isCloseTo(0.895, within(0.001));
    assertThat(rate.upper()).isCloseTo(0.997, within(0.001));
  }

  @Test
  void knowsNothingOfNothing() {
    assertThat(Rate.of(0, 0)).isEqualTo(new Rate(0, 0, 0, 0, 1));
  }

  @Test
  void neverClaimsCertainty() {
    assertThat(Rate.of(100, 100).lower()).isLessThan(0.97);
    assertThat(Rate.of(0, 100).upper()).isGreaterThan(0.03);
  }

  @Test
  void refusesANumeratorAboveTheDenominator() {
    assertThatThrownBy(() -> Rate.of(2, 1)).hasMessageContaining("2/1");
  }
}
