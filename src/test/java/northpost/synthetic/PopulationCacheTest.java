package northpost.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationCacheTest {
  private static final PopulationPlan PLAN = new PopulationPlan(3, 1, 0, 1, .1, .5, .01, .01);
  private static final Function<byte[], float[]> ALL_ALIKE = jpeg -> new float[] {1, 0};
  private static final Function<byte[], float[]> NEVER_ASKED =
      jpeg -> {
        throw new AssertionError("a kept population needs no templates");
      };

  @TempDir Path directory;

  @Test
  void givesBackWhatWasKeptWithoutRendering() {
    PopulationCache cache = new PopulationCache(directory);
    Population made = cache.get(PLAN, "model", ALL_ALIKE, Progress.NONE);
    Population kept = cache.get(PLAN, "model", NEVER_ASKED, Progress.NONE);

    assertThat(kept.selection()).isEqualTo(made.selection());
    assertThat(kept.people().get(0).identity().seed())
        .isEqualTo(made.people().get(0).identity().seed());
    assertThat(kept.people().get(0).reference()).isEqualTo(made.people().get(0).reference());
    assertThat(kept.people().get(0).photos().get(0).jpeg())
        .isEqualTo(made.people().get(0).photos().get(0).jpeg());
  }

  @Test
  void rendersAnewWhatWasAlteredOrCutShort() throws Exception {
    PopulationCache cache = new PopulationCache(directory);
    Population made = cache.get(PLAN, "model", ALL_ALIKE, Progress.NONE);
    Path folder = directory.resolve(PopulationCache.key(PLAN, "model"));
    for (String broken : List.of("0-reference.jpg", "population.json")) {
      Files.write(folder.resolve(broken), new byte[] {1});

      Population again = cache.get(PLAN, "model", ALL_ALIKE, Progress.NONE);

      assertThat(again.people().get(0).reference()).isEqualTo(made.people().get(0).reference());
      assertThat(cache.get(PLAN, "model", NEVER_ASKED, Progress.NONE).people()).hasSize(1);
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(folder);
    }
  }

  @Test
  void keepsEachPlanAndNetworkApart() {
    PopulationPlan other = new PopulationPlan(4, 1, 0, 1, .1, .5, .01, .01);

    assertThat(PopulationCache.key(PLAN, "model"))
        .isNotEqualTo(PopulationCache.key(other, "model"))
        .isNotEqualTo(PopulationCache.key(PLAN, "another"))
        .matches("[0-9a-f]{16}");
  }
}
