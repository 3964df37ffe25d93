package northpost.gallery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Where references live: which shard a reference belongs to, and which Flink key stands for a
 * shard. The keys are chosen so that shards fall into evenly spaced key groups, and so subtasks get
 * shares that differ by at most one shard at any parallelism.
 */
public final class Shards {
  /** Fixed for the life of a deployment: changing it makes every savepoint unreadable. */
  public static final int MAX_PARALLELISM = 720;

  private final int[] keys;

  public Shards(int count) {
    if (count < 1 || count > MAX_PARALLELISM) {
      throw new IllegalArgumentException(
          "northpost.gallery.shards: got " + count + ", expected 1 to " + MAX_PARALLELISM);
    }
    keys = new int[count];
    for (int shard = 0; shard < count; shard++) {
      keys[shard] = keyInGroup((int) ((shard + 0.5) * MAX_PARALLELISM / count));
    }
  }

  public int count() {
    return keys.length;
  }

  /** The shard of a reference: the same for ever for a given number of shards. */
  public int shardOf(String referenceId) {
    CRC32C crc = new CRC32C();
    crc.update(referenceId.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % keys.length);
  }

  /** The Flink key of a shard. */
  public int keyOf(int shard) {
    return keys[shard];
  }

  /** The Flink key of the shard of a reference. */
  int keyOf(String referenceId) {
    return keys[shardOf(referenceId)];
  }

  /** The shards of each subtask that has any, in order, at this parallelism. */
  List<ShardRange> ranges(int parallelism) {
    List<ShardRange> ranges = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      ShardRange range =
          in(
              KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                  MAX_PARALLELISM, parallelism, subtask),
              MAX_PARALLELISM);
      if (!range.isEmpty()) {
        ranges.add(range);
      }
    }
    return ranges;
  }

  /** The shards whose keys are in a range of key groups: they follow one another. */
  ShardRange in(KeyGroupRange groups, int maxParallelism) {
    int first = 0;
    while (first < keys.length && !isIn(groups, maxParallelism, first)) {
      first++;
    }
    int end = first;
    while (end < keys.length && isIn(groups, maxParallelism, end)) {
      end++;
    }
    return new ShardRange(first, end);
  }

  private boolean isIn(KeyGroupRange groups, int maxParallelism, int shard) {
    return groups.contains(KeyGroupRangeAssignment.assignToKeyGroup(keys[shard], maxParallelism));
  }

  private static int keyInGroup(int group) {
    int key = 0;
    while (KeyGroupRangeAssignment.assignToKeyGroup(key, MAX_PARALLELISM) != group) {
      key++;
    }
    return key;
  }
}
