package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import northpost.domain.ReferenceUpdate;
import northpost.testing.Await;
import northpost.testing.KafkaFixture;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the references of a real topic are loaded. */
class ReferencesLoadedITCase {
  @RegisterExtension static final KafkaFixture kafka = new KafkaFixture();
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String LOADED = "loaded";

  private JobClient job;

  @AfterEach
  void cancel() throws Exception {
    if (job != null) {
      job.cancel().get();
    }
  }

  @Test
  void anEmptyTopicIsLoadedAtOnce() throws Exception {
    List<String> seen = read(kafka.createTopic("references", 3));
    awaitLoaded(seen);
    assertThat(seen).containsExactly(LOADED);
  }

  @Test
  void isLoadedAfterTheLastRecordOfEachPartitionThatWasThere() throws Exception {
    String topic = kafka.createTopic("references", 3);
    try (var producer = producer(Map.of())) {
      for (int i = 0; i < 40; i++) {
        send(producer, topic, i % 2, "r-" + i, null);
      }
      // What is refused counts as read, be it the last.
      send(producer, topic, 0, "r-40", "no reference");
    }
    List<String> seen = read(topic);
    awaitLoaded(seen);
    assertThat(seen.subList(0, seen.indexOf(LOADED))).hasSize(41).contains("refused");
    try (var producer = producer(Map.of())) {
      send(producer, topic, 2, "r-41", null);
    }
    Await.until("the next record", LIMIT, () -> seen.contains("r-41"), () -> seen);
    assertThat(seen).filteredOn(LOADED::equals).hasSize(1);
  }

  /** The end of a transaction is at the end of the partition and is no record. */
  @Test
  void isLoadedThoughThePartitionEndsWithNoRecord() throws Exception {
    String topic = kafka.createTopic("references", 1);
    try (var producer = producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < 5; i++) {
        send(producer, topic, 0, "r-" + i, null);
      }
      producer.commitTransaction();
      for (int i = 0; i < 3; i++) {
        producer.beginTransaction();
        send(producer, topic, 0, "aborted-" + i, null);
        producer.abortTransaction();
      }
    }
    Properties committed = new Properties();
    committed.setProperty("isolation.level", "read_committed");
    List<String> seen = read(topic, committed);
    awaitLoaded(seen);
    assertThat(seen).containsExactly("r-0", "r-1", "r-2", "r-3", "r-4", LOADED);
  }

  private static void awaitLoaded(List<String> seen) throws Exception {
    Await.until("the watermark", LIMIT, () -> seen.contains(LOADED), () -> seen);
  }

  private List<String> read(String topic) throws Exception {
    return read(topic, new Properties());
  }

  /** What a task after the source sees, in order. */
  private List<String> read(String topic, Properties properties) throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    Seen.BY_TOPIC.put(topic, seen);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    env.fromSource(
            KafkaSources.references(kafka.bootstrapServers(), "group-" + topic, topic, properties),
            WatermarkStrategy.noWatermarks(),
            "references")
        .transform("seen", Types.VOID, new Seen(topic));
    job = env.executeAsync("references");
    return seen;
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    properties.putAll(more);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, int partition, String id, String text)
      throws Exception {
    byte[] value = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    producer
        .send(new ProducerRecord<>(topic, partition, id.getBytes(StandardCharsets.UTF_8), value))
        .get();
  }

  /** Notes what comes; the job runs in this JVM. */
  private static final class Seen extends AbstractStreamOperator<Void>
      implements OneInputStreamOperator<ReferenceArrival, Void> {
    private static final long serialVersionUID = 1;
    static final Map<String, List<String>> BY_TOPIC = new ConcurrentHashMap<>();

    private final String topic;

    Seen(String topic) {
      this.topic = topic;
    }

    @Override
    public void processElement(StreamRecord<ReferenceArrival> record) {
      ReferenceUpdate update = record.getValue().update();
      BY_TOPIC.get(topic).add(update == null ? "refused" : update.referenceId());
    }

    @Override
    public void processWatermark(Watermark mark) {
      if (mark.getTimestamp() >= ReferenceUpdate.LOADED_WATERMARK) {
        BY_TOPIC.get(topic).add(LOADED);
      }
    }
  }
}
