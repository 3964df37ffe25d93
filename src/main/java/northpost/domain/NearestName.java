package northpost.domain;

import java.util.Collection;
import java.util.Locale;

/** The known name that is nearest to a misspelt one, by edit distance, case ignored. */
public final class NearestName {
  private NearestName() {}

  /** Of several equally near ones the first; null where none is known. */
  public static String of(String misspelt, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int d = distance(misspelt.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (d < least) {
        least = d;
        best = name;
      }
    }
    return best;
  }

  /**
   * The edit distance of two texts: how many characters must be added, left out, changed, or
   * exchanged with the next (optimal string alignment).
   */
  public static int distance(String a, String b) {
    int[] twoAbove = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (exchanged) {
          row[j] = Math.min(row[j], twoAbove[j - 2] + 1);
        }
      }
      twoAbove = above;
      above = row;
    }
    return above[b.length()];
  }
}
