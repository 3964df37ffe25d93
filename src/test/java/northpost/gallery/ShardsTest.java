package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 12})
  void givesSubtasksSharesThatDifferByAtMostOneShard(int parallelism) {
    Shards shards = new Shards(12);
    int[] share = new int[parallelism];
    for (int shard = 0; shard < shards.count(); shard++) {
      share[
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              shards.keyOf(shard), Shards.MAX_PARALLELISM, parallelism)]++;
    }
    int least = java.util.Arrays.stream(share).min().orElseThrow();
    int most = java.util.Arrays.stream(share).max().orElseThrow();
    assertThat(most - least).isLessThanOrEqualTo(1);
  }

  @Test
  void keepsAReferenceInItsShardForEver() {
    Shards shards = new Shards(12);
    assertThat(shards.shardOf("r-1")).isEqualTo(7);
    assertThat(shards.shardOf("r-2")).isEqualTo(11);
    assertThat(shards.keyOf(0)).isEqualTo(new Shards(12).keyOf(0));
  }

  @Test
  void spreadsReferencesEvenly() {
    Shards shards = new Shards(12);
    int[] share = new int[12];
    for (int i = 0; i < 12_000; i++) {
      share[shards.shardOf("reference-" + i)]++;
    }
    for (int references : share) {
      assertThat(references).isBetween(850, 1150);
    }
  }

  @Test
  void refusesAnImpossibleCount() {
    assertThatThrownBy(() -> new Shards(0)).hasMessageContaining("northpost.gallery.shards: got 0");
  }
}
