package northpost.helm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds few combinations in which every two levels of every two factors occur together. */
final class Pairwise {
  private final int[] sizes;
  private final Set<Pair> open = new HashSet<>();

  private record Pair(int factor, int level, int otherFactor, int otherLevel) {}

  private Pairwise(int[] sizes) {
    this.sizes = sizes;
    for (int i = 0; i < sizes.length; i++) {
      for (int j = i + 1; j < sizes.length; j++) {
        for (int a = 0; a < sizes[i]; a++) {
          for (int b = 0; b < sizes[j]; b++) {
            open.add(new Pair(i, a, j, b));
          }
        }
      }
    }
  }

  /**
   * The combinations, each with a level for every factor; the first is all defaults.
   *
   * @param sizes number of levels of each factor
   */
  static List<int[]> combinations(int... sizes) {
    return new Pairwise(sizes).cover();
  }

  private List<int[]> cover() {
    List<int[]> rows = new ArrayList<>();
    rows.add(new int[sizes.length]);
    strike(rows.get(0));
    while (!open.isEmpty()) {
      int[] row = next();
      strike(row);
      rows.add(row);
    }
    return rows;
  }

  /** Starts from a pair that is open, and gives every other factor the level that closes most. */
  private int[] next() {
    Pair seed = open.stream().min(Comparator.comparing(Pair::toString)).orElseThrow();
    int[] row = new int[sizes.length];
    boolean[] set = new boolean[sizes.length];
    row[seed.factor] = seed.level;
    row[seed.otherFactor] = seed.otherLevel;
    set[seed.factor] = true;
    set[seed.otherFactor] = true;
    for (int factor = 0; factor < sizes.length; factor++) {
      if (!set[factor]) {
        row[factor] = best(factor, row, set);
        set[factor] = true;
      }
    }
    return row;
  }

  private int best(int factor, int[] row, boolean[] set) {
    int best = 0;
    int most = -1;
    for (int level = 0; level < sizes[factor]; level++) {
      int closes = 0;
      for (int other = 0; other < sizes.length; other++) {
        if (set[other] && open.contains(pair(factor, level, other, row[other]))) {
          closes++;
        }
      }
      if (closes > most) {
        most = closes;
        best = level;
      }
    }
    return best;
  }

  private void strike(int[] row) {
    for (int i = 0; i < row.length; i++) {
      for (int j = i + 1; j < row.length; j++) {
        open.remove(new Pair(i, row[i], j, row[j]));
      }
    }
  }

  private static Pair pair(int factor, int level, int other, int otherLevel) {
    return factor < other
        ? new Pair(factor, level, other, otherLevel)
        : new Pair(other, otherLevel, factor, level);
  }
}
