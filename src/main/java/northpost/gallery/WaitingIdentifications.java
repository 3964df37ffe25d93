package northpost.gallery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Identifications on the heap that wait for others of their shard, with their timestamps. */
final class WaitingIdentifications {
  private final Map<Integer, List<Waiting>> byShard = new HashMap<>();
  private int size;

  /** Adds one, and says how many of the shard now wait. */
  int add(ProbeQuery query, Long timestamp) {
    List<Waiting> waiting = byShard.computeIfAbsent(query.shardKey(), key -> new ArrayList<>());
    waiting.add(new Waiting(query, timestamp));
    size++;
    return waiting.size();
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Shards of which some may wait. */
  List<Integer> shards() {
    return List.copyOf(byShard.keySet());
  }

  /** Takes away all of a shard. */
  List<Waiting> take(Integer shardKey) {
    List<Waiting> waiting = byShard.remove(shardKey);
    if (waiting == null) {
      return List.of();
    }
    size -= waiting.size();
    return waiting;
  }

  /**
   * One that waits.
   *
   * @param timestamp of its stream record; null when it had none
   */
  record Waiting(ProbeQuery query, Long timestamp) {}
}
