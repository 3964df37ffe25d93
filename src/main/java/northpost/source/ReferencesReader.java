package northpost.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of the references topic. When the last record that each had at the start has
 * been passed on, or refused, it sends the watermark that says so, and is idle from then on: it
 * never holds back event time again.
 */
final class ReferencesReader implements SourceReader<ReferenceArrival, KafkaPartitionSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(ReferencesReader.class);

  private final SourceReader<ReferenceArrival, KafkaPartitionSplit> topic;
  private final LastRecords lastRecords;

  /** The last record to come of each partition; those that have come are left out. */
  private final Map<TopicPartition, Long> toCome = new HashMap<>();

  private final CompletableFuture<Void> allCame = new CompletableFuture<>();
  private boolean assigned;
  private boolean told;

  ReferencesReader(
      SourceReader<ReferenceArrival, KafkaPartitionSplit> topic, LastRecords lastRecords) {
    this.topic = topic;
    this.lastRecords = lastRecords;
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    if (!told && !splits.isEmpty()) {
      expect(splits);
    }
    topic.addSplits(splits);
  }

  private void expect(List<KafkaPartitionSplit> splits) {
    Map<TopicPartition, Long> last =
        lastRecords.of(splits.stream().map(KafkaPartitionSplit::getTopicPartition).toList());
    for (KafkaPartitionSplit split : splits) {
      Long offset = last.get(split.getTopicPartition());
      // A negative starting offset stands for the beginning.
      if (offset != null && offset >= split.getStartingOffset()) {
        toCome.put(split.getTopicPartition(), offset);
      }
    }
    assigned = true;
    LOG.info("references: {} partitions assigned, to be read up to {}", splits.size(), toCome);
    tellIfAllCame();
  }

  private void came(ReferenceArrival arrival) {
    if (toCome.isEmpty()) {
      return;
    }
    SourcePosition position =
        arrival.update() != null ? arrival.update().position() : arrival.rejection().position();
    TopicPartition partition = new TopicPartition(position.source(), position.partition());
    Long last = toCome.get(partition);
    if (last != null && position.offset() >= last) {
      toCome.remove(partition);
      tellIfAllCame();
    }
  }

  private void tellIfAllCame() {
    if (assigned && toCome.isEmpty()) {
      allCame.complete(null);
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<ReferenceArrival> output) throws Exception {
    InputStatus status = topic.pollNext(told ? output : new Noted(output));
    if (!told && allCame.isDone()) {
      told = true;
      LOG.info("references: all that were there at the start are read");
      output.emitWatermark(new Watermark(ReferenceUpdate.LOADED_WATERMARK));
      output.markIdle();
    }
    return status;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> more = topic.isAvailable();
    return told || more.isDone()
        ? more
        : CompletableFuture.anyOf(more, allCame).thenAccept(x -> {});
  }

  @Override
  public void start() {
    topic.start();
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return topic.snapshotState(checkpointId);
  }

  @Override
  public void notifyNoMoreSplits() {
    topic.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    topic.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    topic.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    topic.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void close() throws Exception {
    topic.close();
  }

  /** Passes all on, and notes the arrivals. */
  private class NotedOfSplit implements SourceOutput<ReferenceArrival> {
    private final SourceOutput<ReferenceArrival> output;

    NotedOfSplit(SourceOutput<ReferenceArrival> output) {
      this.output = output;
    }

    @Override
    public void collect(ReferenceArrival arrival) {
      output.collect(arrival);
      came(arrival);
    }

    @Override
    public void collect(ReferenceArrival arrival, long timestamp) {
      output.collect(arrival, timestamp);
      came(arrival);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      output.markIdle();
    }

    @Override
    public void markActive() {
      output.markActive();
    }
  }

  /** The same for the whole reader, whose records are those of its partitions. */
  private final class Noted extends NotedOfSplit implements ReaderOutput<ReferenceArrival> {
    private final ReaderOutput<ReferenceArrival> output;

    Noted(ReaderOutput<ReferenceArrival> output) {
      super(output);
      this.output = output;
    }

    @Override
    public SourceOutput<ReferenceArrival> createOutputForSplit(String splitId) {
      return new NotedOfSplit(output.createOutputForSplit(splitId));
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      output.releaseOutputForSplit(splitId);
    }
  }
}
