package northpost.job;

import java.util.Map;
import java.util.Optional;
import northpost.settings.Finding;
import northpost.settings.MemoryKind;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;

/**
 * The heap of a task manager holds what its slots may fill, so that an index that is too large ends
 * the job with what it needs before the heap is full.
 */
final class HeapRule {
  /**
   * For each slot, beside index and documents: what Kafka's clients hold (two producers of 32 MiB,
   * and for captures and references 50 MiB each that were fetched), and photos on the way.
   */
  static final MemorySize RESERVE = MemorySize.ofMebiBytes(256);

  /** Documents are copied while a checkpoint is made of them. */
  private static final int COPIES = 2;

  private HeapRule() {}

  /**
   * What is wrong; empty where nothing is.
   *
   * @param flinks Flink's settings
   * @param where the place of each of their keys
   * @param source where the others are looked for
   */
  static Optional<Finding> check(
      Configuration flinks, Configuration northpost, Map<String, String> where, String source) {
    String key = TaskManagerOptions.TOTAL_PROCESS_MEMORY.key();
    String at = where.getOrDefault(key, source);
    MemorySize heap;
    int slots;
    try {
      heap = TaskExecutorProcessUtils.processSpecFromConfig(flinks).getTaskHeapSize();
      slots = flinks.get(TaskManagerOptions.NUM_TASK_SLOTS);
    } catch (IllegalConfigurationException | IllegalArgumentException e) {
      if (flinks.containsKey(key)) {
        return Optional.empty(); // ClusterRules says what cannot be shared out.
      }
      return Optional.of(
          Finding.error(
              at, key, "memory that Flink does not take: " + e.getMessage(), "sizes that fit"));
    }
    MemorySize each = ofSlot(northpost);
    MemorySize needed = each.multiply(slots);
    if (heap.compareTo(needed) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.error(
            at,
            key,
            "a task heap of " + mebibytes(heap),
            "one of at least "
                + mebibytes(needed)
                + ": "
                + TaskManagerOptions.NUM_TASK_SLOTS.key()
                + ", "
                + slots
                + ", times "
                + mebibytes(each)
                + " ("
                + parts(northpost)
                + ")"));
  }

  private static MemorySize ofSlot(Configuration northpost) {
    MemorySize index = northpost.get(NorthpostOptions.MAX_INDEX_MEMORY);
    return index.add(RESERVE).add(documents(northpost));
  }

  private static MemorySize documents(Configuration northpost) {
    return northpost.getOptional(NorthpostOptions.ELASTICSEARCH_URLS).isEmpty()
        ? MemorySize.ZERO
        : northpost.get(NorthpostOptions.ELASTICSEARCH_BUFFER).multiply(COPIES);
  }

  private static String parts(Configuration northpost) {
    String index =
        NorthpostOptions.MAX_INDEX_MEMORY.key()
            + " "
            + MemoryKind.text(northpost.get(NorthpostOptions.MAX_INDEX_MEMORY));
    String documents =
        documents(northpost).getBytes() == 0
            ? ""
            : " + "
                + COPIES
                + " x "
                + NorthpostOptions.ELASTICSEARCH_BUFFER.key()
                + " "
                + MemoryKind.text(northpost.get(NorthpostOptions.ELASTICSEARCH_BUFFER));
    return index + documents + " + " + mebibytes(RESERVE) + " for records on the way";
  }

  private static String mebibytes(MemorySize size) {
    return size.getMebiBytes() + " mb";
  }
}
