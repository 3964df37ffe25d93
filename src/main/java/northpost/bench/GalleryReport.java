package northpost.bench;

/**
 * What {@code bench gallery} measured; megabytes are of a million bytes.
 *
 * @param loadSeconds until the last reference is in state and index
 * @param heapMegabytes heap used after a collection, less what was used before the load
 * @param maxHeapMegabytes most heap the JVM may have
 * @param indexMegabytes what the operator says of its indexes
 * @param stateDiskMegabytes files of RocksDB
 * @param firstMegabytes uploaded by the first checkpoint, which has all
 * @param fullMegabytes uploaded by a full checkpoint later
 * @param updates references replaced before the incremental checkpoint
 * @param checkpointFolderMegabytes checkpoint folder at the end
 * @param rebuildSeconds index from state, slowest subtask
 * @param restoreSeconds from the start of Flink to all tasks running, rebuild within
 * @param firstDecisionSeconds from then to the first decision
 */
public record GalleryReport(
    int references,
    int dimension,
    int shards,
    int parallelism,
    double loadSeconds,
    double heapMegabytes,
    double maxHeapMegabytes,
    double indexMegabytes,
    double stateDiskMegabytes,
    double firstMegabytes,
    double firstSeconds,
    double fullMegabytes,
    double fullSeconds,
    int updates,
    double incrementalMegabytes,
    double incrementalSeconds,
    double checkpointFolderMegabytes,
    double rebuildSeconds,
    double restoreSeconds,
    double firstDecisionSeconds,
    long restoredReferences,
    String firstOutcome) {}
