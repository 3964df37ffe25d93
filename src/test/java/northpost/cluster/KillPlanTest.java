package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KillPlanTest {
  @Test
  void givesEachKindOfProcessItsEqualShare() {
    List<KillPlan.Step> plan = KillPlan.of(20, 7, 2);
    assertThat(
            plan.stream()
                .collect(Collectors.groupingBy(KillPlan.Step::target, Collectors.counting())))
        .hasSize(KillTarget.values().length)
        .allSatisfy((target, count) -> assertThat(count).isEqualTo(5));
    assertThat(plan).allMatch(step -> step.number() >= 0 && step.number() < 2);
  }

  @Test
  void isTheSameForASeedAndAnotherForAnother() {
    assertThat(KillPlan.of(20, 7, 2)).isEqualTo(KillPlan.of(20, 7, 2));
    assertThat(KillPlan.of(20, 7, 2)).isNotEqualTo(KillPlan.of(20, 8, 2));
    assertThat(KillPlan.of(9, 7, 2)).isEqualTo(KillPlan.of(20, 7, 2).subList(0, 9));
  }
}
