package northpost.gallery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import northpost.domain.Reference;

/**
 * The references of one gallery and one network in a shard. How many of them are valid at an
 * instant is told without looking at each: all, less those that have not begun, less those that
 * have ended and are still here; of both there are few.
 */
final class GalleryMembers {
  private final List<IndexedReference> members = new ArrayList<>();

  /** The slot of each member, side by side: a comparison looks at no member that is not near. */
  private int[] slots = new int[4];

  private final TreeMap<Instant, Integer> starts = new TreeMap<>();
  private final TreeMap<Instant, Integer> ends = new TreeMap<>();
  private int everValid;

  int size() {
    return members.size();
  }

  IndexedReference get(int i) {
    return members.get(i);
  }

  int slot(int i) {
    return slots[i];
  }

  void add(String galleryId, IndexedReference reference) {
    int position = members.size();
    reference.setPosition(galleryId, position);
    members.add(reference);
    if (position == slots.length) {
      slots = Arrays.copyOf(slots, 2 * position);
    }
    slots[position] = reference.slot();
    count(reference.withoutTemplate(), 1);
  }

  void remove(String galleryId, IndexedReference reference) {
    int position = reference.position(galleryId);
    IndexedReference last = members.remove(members.size() - 1);
    if (last != reference) {
      members.set(position, last);
      last.setPosition(galleryId, position);
      slots[position] = last.slot();
    }
    count(reference.withoutTemplate(), -1);
  }

  /** How many are valid at an instant, by {@link Reference#validAt}. */
  int validAt(Instant instant) {
    int valid = everValid;
    for (int notBegun : starts.tailMap(instant, false).values()) {
      valid -= notBegun;
    }
    for (int ended : ends.headMap(instant, true).values()) {
      valid -= ended;
    }
    return valid;
  }

  private void count(Reference reference, int change) {
    Instant start = reference.validFrom();
    Instant end = reference.expiresAt();
    if (start != null && end != null && !start.isBefore(end)) {
      return;
    }
    everValid += change;
    count(starts, start, change);
    count(ends, end, change);
  }

  private static void count(TreeMap<Instant, Integer> counts, Instant at, int change) {
    if (at != null) {
      counts.merge(at, change, (a, b) -> a + b == 0 ? null : a + b);
    }
  }
}
