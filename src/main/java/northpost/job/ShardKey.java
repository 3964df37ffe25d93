package northpost.job;

import northpost.domain.ReferenceUpdate;
import northpost.gallery.Shards;
import org.apache.flink.api.java.functions.KeySelector;

/** Keys a reference update by the shard it belongs to. */
public final class ShardKey implements KeySelector<ReferenceUpdate, Integer> {
  private final int count;

  // -- runtime
  private transient Shards shards;

  public ShardKey(int count) {
    this.count = count;
  }

  @Override
  public Integer getKey(ReferenceUpdate update) {
    if (shards == null) {
      shards = new Shards(count);
    }
    return shards.keyOf(shards.shardOf(update.referenceId()));
  }
}
