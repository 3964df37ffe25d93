package northpost.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The nearest references seen so far, at most a fixed number; equal distances by slot. */
final class NearestList {
  private final int capacity;
  private int[] slots;
  private float[] squaredDistances;
  private int size;

  NearestList(int capacity) {
    this.capacity = capacity;
    slots = new int[Math.min(capacity, 16)];
    squaredDistances = new float[slots.length];
  }

  /** A reference further than this cannot enter any more. */
  double limit() {
    return size < capacity ? Double.POSITIVE_INFINITY : squaredDistances[size - 1];
  }

  void offer(int slot, float squaredDistance) {
    if (size == capacity && !isBefore(slot, squaredDistance, size - 1)) {
      return;
    }
    if (size == slots.length && size < capacity) {
      int length = (int) Math.min(capacity, size * 2L);
      slots = Arrays.copyOf(slots, length);
      squaredDistances = Arrays.copyOf(squaredDistances, length);
    }
    int at = size == capacity ? size - 1 : size++;
    for (; at > 0 && isBefore(slot, squaredDistance, at - 1); at--) {
      slots[at] = slots[at - 1];
      squaredDistances[at] = squaredDistances[at - 1];
    }
    slots[at] = slot;
    squaredDistances[at] = squaredDistance;
  }

  private boolean isBefore(int slot, float squaredDistance, int at) {
    return squaredDistance < squaredDistances[at]
        || (squaredDistance == squaredDistances[at] && slot < slots[at]);
  }

  /** Nearest first. */
  List<Neighbour> toList() {
    List<Neighbour> neighbours = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      neighbours.add(new Neighbour(slots[i], squaredDistances[i]));
    }
    return neighbours;
  }
}
