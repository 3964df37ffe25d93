package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private static final long SECOND = 1_000_000_000;

  private final Waits waits =
      new Waits(
          Map.of("a", SECOND, "b", 2 * SECOND, "c", 3 * SECOND, "d", 4 * SECOND),
          Map.of("a", 2 * SECOND, "b", 9 * SECOND, "c", 8 * SECOND));

  @Test
  void theLongestIsThatOfCapturesDecidedBetweenTwoMoments() {
    assertThat(waits.longest(0, 5 * SECOND)).isEqualTo(1);
    assertThat(waits.longest(5 * SECOND, 10 * SECOND)).isEqualTo(7);
    assertThat(waits.longest(10 * SECOND, 20 * SECOND)).isZero();
  }

  @Test
  void findsTheDecisionsAroundAMoment() {
    assertThat(waits.lastDecisionUntil(5 * SECOND)).hasValue(2 * SECOND);
    assertThat(waits.firstDecisionAfter(5 * SECOND)).hasValue(8 * SECOND);
    assertThat(waits.firstDecisionAfter(9 * SECOND)).isEmpty();
  }

  @Test
  void countsTheCapturesThatArrivedBetweenTwoMoments() {
    assertThat(waits.arrivedBetween(2 * SECOND, 4 * SECOND)).isEqualTo(2);
  }
}
