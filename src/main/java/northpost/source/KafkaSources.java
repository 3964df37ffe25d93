package northpost.source;

import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The topics that Northpost reads. */
public final class KafkaSources {
  private KafkaSources() {}

  /**
   * Captures of every topic whose name matches: from where the group left off, else from the start.
   *
   * @param partitionDiscoveryMillis how often to look for new topics and partitions
   * @param properties further consumer settings, e.g. security
   */
  public static KafkaSource<CaptureArrival> captures(
      String bootstrapServers,
      String group,
      Pattern topics,
      long partitionDiscoveryMillis,
      Properties properties,
      CaptureValidation validation) {
    return KafkaSources.<CaptureArrival>source(
            bootstrapServers, group, properties, new CaptureDeserializer(validation))
        .setTopicPattern(topics)
        .setProperty("partition.discovery.interval.ms", Long.toString(partitionDiscoveryMillis))
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .build();
  }

  /** References of the compacted topic, always from the start: together they are the gallery. */
  public static KafkaSource<ReferenceArrival> references(
      String bootstrapServers, String group, String topic, Properties properties) {
    return KafkaSources.<ReferenceArrival>source(
            bootstrapServers, group, properties, new ReferenceDeserializer())
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .build();
  }

  /** Policies of the compacted topic, always from the start. */
  public static KafkaSource<PolicyArrival> policies(
      String bootstrapServers,
      String group,
      String topic,
      Properties properties,
      PolicyValidation validation) {
    return KafkaSources.<PolicyArrival>source(
            bootstrapServers, group, properties, new PolicyDeserializer(validation))
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .build();
  }

  /** Adjudications: from where the group left off, else from the start. */
  public static KafkaSource<AdjudicationArrival> adjudications(
      String bootstrapServers,
      String group,
      String topic,
      Properties properties,
      AdjudicationValidation validation) {
    return KafkaSources.<AdjudicationArrival>source(
            bootstrapServers, group, properties, new AdjudicationDeserializer(validation))
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .build();
  }

  private static <T> KafkaSourceBuilder<T> source(
      String bootstrapServers,
      String group,
      Properties properties,
      KafkaRecordDeserializationSchema<T> deserializer) {
    return KafkaSource.<T>builder()
        .setProperties(properties)
        .setBootstrapServers(bootstrapServers)
        .setGroupId(group)
        .setDeserializer(deserializer);
  }
}
