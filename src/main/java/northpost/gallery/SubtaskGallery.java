package northpost.gallery;

import java.util.Map;
import northpost.domain.Reference;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The search index of a subtask over all of its shards, within a bound of memory. */
final class SubtaskGallery {
  private static final Logger LOG = LoggerFactory.getLogger(SubtaskGallery.class);

  /** The index grows by so many references at a time. */
  private static final int GROWTH = 128;

  private static final int PROGRESS = 100_000;

  private final long maxBytes;
  private final GalleryIndex index = new GalleryIndex();

  // Read by the metric reporter's thread, written by one other.
  private volatile int references;
  private volatile long bytes;
  private volatile long rebuildMillis;

  SubtaskGallery(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  GalleryIndex index() {
    return index;
  }

  /** References held, over all shards. */
  int references() {
    return references;
  }

  /** Memory of the index, as of the last time it grew or shrank by a block. */
  long bytes() {
    return bytes;
  }

  /** How long the last rebuild took. */
  long rebuildMillis() {
    return rebuildMillis;
  }

  /**
   * Adds or replaces a reference.
   *
   * @throws IllegalStateException when the index needs more memory than it may have
   */
  void put(Reference reference) {
    index.put(reference);
    changed();
    requireBound();
  }

  void remove(String referenceId) {
    index.remove(referenceId);
    changed();
  }

  /**
   * Fills the index from the state of all shards, which is the truth.
   *
   * @param ours the shards of this subtask
   * @param keyGroups how many key groups the operator has in all of its subtasks
   * @throws IllegalStateException when a reference is stored under another shard than that in which
   *     it would be looked for, as after a change of the number of shards
   */
  void rebuild(KeyedStateBackend<Integer> backend, Shards shards, ShardRange ours, int keyGroups)
      throws Exception {
    long start = System.nanoTime();
    StoredReferences.forEach(
        backend,
        keyGroups,
        (shardKey, reference) -> {
          requireHome(shards, shardKey, reference);
          index.load(reference);
          changed();
          requireBound();
          if (references % PROGRESS == 0) {
            LOG.info("gallery: {} references read after {} s", references, secondsSince(start));
          }
        });
    double read = secondsSince(start);
    index.learn();
    bytes = index.bytes();
    requireBound();
    rebuildMillis = (System.nanoTime() - start) / 1_000_000;
    if (references > 0) {
      LOG.info(
          "gallery: index of shards {} rebuilt from state: {} references, {} bytes, {} s, of that"
              + " {} s reading",
          ours,
          references,
          bytes,
          secondsSince(start),
          read);
    }
  }

  /**
   * Else nobody would find it by its name, and neither a withdrawal nor its end would reach it: it
   * would match for ever.
   */
  private static void requireHome(Shards shards, int shardKey, Reference reference) {
    int home = shards.keyOf(reference.referenceId());
    if (shardKey != home) {
      throw new IllegalStateException(
          "gallery-match: got reference "
              + reference.referenceId()
              + " in the state of shard key "
              + shardKey
              + ", expected it under "
              + home
              + " with northpost.gallery.shards "
              + shards.count()
              + ": the state was written under another number of shards. Start the job with that"
              + " number, which gallery inspect shows, or from what gallery reshard writes");
    }
  }

  private static double secondsSince(long nanos) {
    return Math.round((System.nanoTime() - nanos) / 1e8) / 10.0;
  }

  private void changed() {
    references = index.size();
    if (references <= GROWTH || references % GROWTH == 1) {
      bytes = index.bytes();
    }
  }

  private void requireBound() {
    if (bytes > maxBytes) {
      throw new IllegalStateException(tooLarge());
    }
  }

  private String tooLarge() {
    var largest = index.gallerySizes().entrySet().stream().max(Map.Entry.comparingByValue());
    return MatchSettings.MAX_INDEX_MEMORY
        + ": the index of this subtask needs "
        + bytes
        + " bytes for the first "
        + references
        + " references of its shards, expected at most "
        + maxBytes
        + "; the largest gallery is "
        + largest.map(e -> e.getKey() + " with " + e.getValue() + " references").orElse("none")
        + ". Raise the setting and the heap with it, or the parallelism";
  }
}
