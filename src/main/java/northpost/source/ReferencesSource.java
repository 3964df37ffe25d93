package northpost.source;

import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The references topic, with a word when all that was in it at the start has been read: {@link
 * northpost.domain.ReferenceUpdate#LOADED_WATERMARK}. Only with parallelism 1.
 */
final class ReferencesSource
    implements Source<ReferenceArrival, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<ReferenceArrival> {
  private static final long serialVersionUID = 1;

  private final KafkaSource<ReferenceArrival> topic;
  private final Properties consumer;

  /**
   * @param consumer settings of a Kafka consumer that reads what the topic's source reads
   */
  ReferencesSource(KafkaSource<ReferenceArrival> topic, Properties consumer) {
    this.topic = topic;
    this.consumer = consumer;
  }

  @Override
  public SourceReader<ReferenceArrival, KafkaPartitionSplit> createReader(
      SourceReaderContext context) throws Exception {
    if (context.currentParallelism() != 1) {
      throw new IllegalStateException(
          "source of references: got parallelism "
              + context.currentParallelism()
              + ", expected 1: one reader must see all partitions");
    }
    return new ReferencesReader(topic.createReader(context), new LastRecords(consumer));
  }

  @Override
  public Boundedness getBoundedness() {
    return topic.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return topic.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws java.io.IOException {
    return topic.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return topic.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return topic.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<ReferenceArrival> getProducedType() {
    return topic.getProducedType();
  }
}
