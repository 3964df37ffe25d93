package northpost.gallery;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
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

  private static int keyInGroup(int group) {
    int key = 0;
    while (KeyGroupRangeAssignment.assignToKeyGroup(key, MAX_PARALLELISM) != group) {
      key++;
    }
    return key;
  }
}
