package northpost.gallery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import northpost.domain.Reference;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The search indexes of all shards of a subtask, within a bound of memory. */
final class GalleryIndexes {
  private static final Logger LOG = LoggerFactory.getLogger(GalleryIndexes.class);

  /** The index of a shard grows by so many references at a time. */
  private static final int GROWTH = 128;

  private static final int PROGRESS = 100_000;

  private final long maxBytes;
  private final Map<Integer, ShardIndex> byShard = new HashMap<>();
  private final Map<Integer, Long> bytesByShard = new HashMap<>();

  // Read by the metric reporter's thread, written by one other.
  private volatile int references;
  private volatile long bytes;
  private volatile long rebuildMillis;

  GalleryIndexes(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** References held, over all shards. */
  int references() {
    return references;
  }

  /** Memory of the indexes, as of the last time one of them grew or shrank by a block. */
  long bytes() {
    return bytes;
  }

  /** How long the last rebuild took. */
  long rebuildMillis() {
    return rebuildMillis;
  }

  Map<Integer, ShardIndex> byShard() {
    return byShard;
  }

  ShardIndex of(Integer shardKey) {
    return byShard.computeIfAbsent(shardKey, key -> new ShardIndex());
  }

  /**
   * Adds or replaces a reference.
   *
   * @throws IllegalStateException when the indexes need more memory than they may have
   */
  void put(Integer shardKey, Reference reference) {
    ShardIndex index = of(shardKey);
    int before = index.size();
    index.put(reference);
    changed(shardKey, index, before);
    requireBound();
  }

  private void load(Integer shardKey, Reference reference) {
    ShardIndex index = of(shardKey);
    int before = index.size();
    index.load(reference);
    changed(shardKey, index, before);
    requireBound();
  }

  private void requireBound() {
    if (bytes > maxBytes) {
      throw new IllegalStateException(tooLarge());
    }
  }

  void remove(Integer shardKey, String referenceId) {
    ShardIndex index = of(shardKey);
    int before = index.size();
    index.remove(referenceId);
    changed(shardKey, index, before);
  }

  /** When the next reference of any shard ends (epoch milliseconds). */
  long nextEnd() {
    return byShard.values().stream().mapToLong(ShardIndex::nextEnd).min().orElse(Long.MAX_VALUE);
  }

  /** Fills the indexes of all shards from state, which is the truth. */
  void rebuild(KeyedStateBackend<Integer> backend, MapState<String, Reference> state)
      throws Exception {
    long start = System.nanoTime();
    List<Integer> shardKeys;
    try (Stream<Integer> keys =
        backend.getKeys(GalleryState.references().getName(), VoidNamespace.INSTANCE)) {
      shardKeys = keys.distinct().toList();
    }
    List<CompletableFuture<Void>> learning = new ArrayList<>();
    for (Integer shardKey : shardKeys) {
      backend.setCurrentKey(shardKey);
      for (Reference reference : state.values()) {
        load(shardKey, reference);
        if (references % PROGRESS == 0) {
          LOG.info("gallery: {} references read after {} s", references, secondsSince(start));
        }
      }
      // Beside the reading of the next shard, which leaves this one alone.
      learning.add(CompletableFuture.runAsync(of(shardKey)::learn));
    }
    learning.forEach(CompletableFuture::join);
    shardKeys.forEach(shardKey -> account(shardKey, of(shardKey)));
    requireBound();
    rebuildMillis = (System.nanoTime() - start) / 1_000_000;
    if (references > 0) {
      LOG.info(
          "gallery: indexes of {} shards rebuilt from state: {} references, {} bytes, {} s",
          shardKeys.size(),
          references,
          bytes,
          secondsSince(start));
    }
  }

  private static double secondsSince(long nanos) {
    return Math.round((System.nanoTime() - nanos) / 1e8) / 10.0;
  }

  private void changed(Integer shardKey, ShardIndex index, int before) {
    references = references + index.size() - before;
    if (index.size() <= GROWTH || index.size() % GROWTH == 1) {
      account(shardKey, index);
    }
  }

  private void account(Integer shardKey, ShardIndex index) {
    long now = index.bytes();
    Long before = bytesByShard.put(shardKey, now);
    bytes = bytes + now - (before == null ? 0 : before);
  }

  private String tooLarge() {
    Map<String, Integer> sizes = new HashMap<>();
    for (ShardIndex index : byShard.values()) {
      index.gallerySizes().forEach((gallery, size) -> sizes.merge(gallery, size, Integer::sum));
    }
    var largest = sizes.entrySet().stream().max(Map.Entry.comparingByValue());
    return MatchSettings.MAX_INDEX_MEMORY
        + ": the indexes of this subtask need "
        + bytes
        + " bytes for the first "
        + references
        + " references of its "
        + byShard.size()
        + " shards, expected at most "
        + maxBytes
        + "; the largest gallery is "
        + largest.map(e -> e.getKey() + " with " + e.getValue() + " references").orElse("none")
        + ". Raise the setting and the heap with it, or the parallelism";
  }
}
