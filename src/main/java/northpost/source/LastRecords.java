package northpost.source;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds the last record of each partition as it is now. That is not always the one before the end:
 * compaction leaves gaps, and transactions end with marks that are no records. So a consumer looks,
 * from the end further and further back.
 */
final class LastRecords {
  private static final long NONE = -1;
  private static final int FURTHER = 64;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long LIMIT_NANOS = Duration.ofMinutes(2).toNanos();

  private final Properties consumer;

  LastRecords(Properties consumer) {
    this.consumer = consumer;
  }

  /**
   * The offset of the last record of each partition that has any.
   *
   * @throws IllegalStateException when a partition cannot be read in two minutes
   */
  Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> last = new HashMap<>();
    try (var reader =
        new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> begins = reader.beginningOffsets(partitions);
      reader
          .endOffsets(partitions)
          .forEach(
              (partition, end) -> {
                long offset = last(reader, partition, begins.get(partition), end);
                if (offset != NONE) {
                  last.put(partition, offset);
                }
              });
    }
    return last;
  }

  private static long last(
      KafkaConsumer<byte[], byte[]> reader, TopicPartition partition, long begin, long end) {
    reader.assign(List.of(partition));
    for (long back = 1; ; back *= FURTHER) {
      long from = Math.max(begin, end - back);
      long last = lastFrom(reader, partition, from, end);
      if (last != NONE || from == begin) {
        return last;
      }
    }
  }

  private static long lastFrom(
      KafkaConsumer<byte[], byte[]> reader, TopicPartition partition, long from, long end) {
    long last = NONE;
    long start = System.nanoTime();
    reader.seek(partition, from);
    while (reader.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> each : reader.poll(POLL)) {
        if (each.offset() < end) {
          last = each.offset();
        }
      }
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new IllegalStateException(
            "references topic: got as far as offset "
                + reader.position(partition)
                + " of "
                + partition
                + " in two minutes, expected its end, "
                + end);
      }
    }
    return last;
  }
}
