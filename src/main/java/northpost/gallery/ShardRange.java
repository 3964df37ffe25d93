package northpost.gallery;

import java.util.stream.IntStream;

/** Shards that follow one another: from the first up to, but not with, the end. */
record ShardRange(int first, int end) {
  int size() {
    return end - first;
  }

  boolean isEmpty() {
    return first == end;
  }

  int[] toArray() {
    return IntStream.range(first, end).toArray();
  }

  @Override
  public String toString() {
    return isEmpty() ? "none" : first + " to " + (end - 1);
  }
}
