package northpost.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairwiseTest {
  @Test
  void everyTwoLevelsOfEveryTwoFactorsOccurTogether() {
    int[] sizes = {2, 3, 2, 4, 2, 3, 2, 2, 2, 2};
    List<int[]> rows = Pairwise.combinations(sizes);

    for (int i = 0; i < sizes.length; i++) {
      for (int j = i + 1; j < sizes.length; j++) {
        for (int a = 0; a < sizes[i]; a++) {
          for (int b = 0; b < sizes[j]; b++) {
            int[] wanted = {i, a, j, b};
            assertThat(rows)
                .as("factor %d level %d with factor %d level %d", i, a, j, b)
                .anyMatch(row -> row[wanted[0]] == wanted[1] && row[wanted[2]] == wanted[3]);
          }
        }
      }
    }
    assertThat(rows.get(0)).containsOnly(0);
    assertThat(rows).hasSizeBetween(12, 20);
  }
}
