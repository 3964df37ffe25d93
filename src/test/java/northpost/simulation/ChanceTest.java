package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
  @Test
  void neverGivesTwoNumbersTheSameId() {
    assertThat(LongStream.range(0, 100_000).mapToObj(n -> Chance.id("c-", 7, n)).distinct())
        .hasSize(100_000)
        .allMatch(id -> id.matches("c-[0-9a-f]{16}"));
  }

  @Test
  void occupantsOfVehiclesAreTwoPointOneOnAverage() {
    Chance chance = new Chance(3);
    double mean =
        IntStream.range(0, 20_000)
            .map(i -> Conveyance.VEHICLE.occupants(chance))
            .average()
            .orElseThrow();

    assertThat(Conveyance.VEHICLE.meanOccupants()).isEqualTo(2.11, within(1e-9));
    // Deviation of one draw is 1.2: four of the mean's.
    assertThat(mean).isEqualTo(2.11, within(4 * 1.2 / Math.sqrt(20_000)));
  }

  @Test
  void timesBetweenEventsHaveTheMeanOfTheRate() {
    Chance chance = new Chance(4);
    double mean =
        IntStream.range(0, 20_000).mapToDouble(i -> chance.untilNext(5)).average().orElseThrow();

    assertThat(mean).isEqualTo(.2, within(4 * .2 / Math.sqrt(20_000)));
  }
}
