package northpost.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RenderedIdentityTest {
  @Test
  void neighbouringSeedsAreDifferentPeople() {
    long different =
        LongStream.range(0, 500)
            .mapToDouble(seed -> new RenderedIdentity(seed).head.halfWidth())
            .distinct()
            .count();

    // The few that are cut at the furthest deviation may coincide.
    assertThat(different).isGreaterThan(450);
  }

  @Test
  void declaresBothSexesAndAdultAgesInMixedNumbers() {
    long male =
        LongStream.range(0, 400)
            .filter(seed -> new RenderedIdentity(seed).declaredSex().equals("male"))
            .count();

    assertThat(male).isBetween(150L, 250L);
    assertThat(LongStream.range(0, 400).mapToInt(s -> new RenderedIdentity(s).ageYears()))
        .allMatch(age -> age >= 18 && age <= 78);
  }
}
