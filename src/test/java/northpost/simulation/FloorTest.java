package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FloorTest {
  @Test
  void raisesTheSmallAtTheCostOfTheLargeInProportion() {
    Map<String, Double> amounts = new HashMap<>(Map.of("a", 60.0, "b", 39.0, "c", 1.0));

    Floor.raise(amounts, .05);

    assertThat(amounts.get("c")).isEqualTo(5, within(1e-9));
    assertThat(amounts.get("a") / amounts.get("b")).isEqualTo(60 / 39.0, within(1e-9));
    assertThat(amounts.values().stream().mapToDouble(x -> x).sum()).isEqualTo(100, within(1e-9));
  }

  @Test
  void raisesTooWhoeverFallsBelowBecauseOfThat() {
    Map<String, Double> amounts = new HashMap<>(Map.of("a", 94.0, "b", 5.1, "c", .9));

    Floor.raise(amounts, .05);

    assertThat(amounts.values()).allMatch(x -> x >= 5 - 1e-9);
    assertThat(amounts.values().stream().mapToDouble(x -> x).sum()).isEqualTo(100, within(1e-9));
  }

  @Test
  void givesEqualSharesWhenTheFloorIsMoreThanThereIs() {
    Map<String, Double> amounts = new HashMap<>(Map.of("a", 9.0, "b", 1.0));

    Floor.raise(amounts, .9);

    assertThat(amounts.get("a")).isEqualTo(5, within(1e-9));
    assertThat(amounts.get("b")).isEqualTo(5, within(1e-9));
  }

  @Test
  void leavesTheTrueSharesWithoutAFloor() {
    Map<String, Double> amounts = new HashMap<>(Map.of("a", 9.0, "b", 1.0));

    Floor.raise(amounts, 0);

    assertThat(amounts).containsEntry("a", 9.0).containsEntry("b", 1.0);
  }
}
