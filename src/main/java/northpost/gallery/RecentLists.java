package northpost.gallery;

import java.util.List;

/**
 * Makes equal lists one, where one of them was seen lately: references read from state have a list
 * of galleries each, and most are in the same few. Holds a fixed number of lists.
 */
final class RecentLists {
  private static final int HELD = 256;

  private final List<?>[] held = new List<?>[HELD];

  /** An unchangeable list equal to this one, the same as before where it can be. */
  List<String> shared(List<String> list) {
    int place = Math.floorMod(list.hashCode(), HELD);
    if (!list.equals(held[place])) {
      held[place] = List.copyOf(list);
    }
    @SuppressWarnings("unchecked") // only lists of texts are put there
    List<String> same = (List<String>) held[place];
    return same;
  }
}
