package northpost.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import northpost.domain.Decision;
import northpost.sink.json.DecisionJson;
import northpost.wire.DecisionCodec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The decisions of a topic as a consumer sees them, from the first on, while they come. */
final class SeenDecisions implements AutoCloseable {
  /** The only fields in which two decisions of one capture may differ. */
  private static final Pattern MAY_DIFFER =
      Pattern.compile(",?\"(decidedAt\":\"[^\"]*\"|\\w*Latency\\w*\":-?\\d+)");

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread reader;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Map<String, List<String>> byCapture = new HashMap<>();
  private final Map<String, Long> firstSeen = new HashMap<>();
  private int count;
  private volatile boolean finish;
  private volatile boolean stop;

  /**
   * @param isolation whether what no transaction has committed is seen too
   */
  SeenDecisions(String bootstrapServers, String topic, IsolationLevel isolation) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString().toLowerCase(Locale.ROOT));
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 600_000);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo partition : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, partition.partition()));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    reader = new Thread(() -> read(partitions), "decisions-" + isolation);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(List<TopicPartition> partitions) {
    try (consumer) {
      boolean atEnd = false;
      while (!stop && !atEnd) {
        boolean last = finish;
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          take(DecisionCodec.decode(message.value()));
        }
        if (last) {
          Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
          atEnd = partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p));
        }
      }
    } catch (Exception e) {
      failure.set(e);
    }
  }

  private synchronized void take(Decision decision) {
    count++;
    String captureId = decision.capture().captureId();
    firstSeen.putIfAbsent(captureId, System.nanoTime());
    byCapture
        .computeIfAbsent(captureId, id -> new ArrayList<>(1))
        .add(MAY_DIFFER.matcher(DecisionJson.write(decision)).replaceAll(""));
  }

  /** Reads to the end of the topic and no further. */
  void toTheEnd() throws Exception {
    finish = true;
    reader.join();
    rethrow();
  }

  private void rethrow() throws ClusterException {
    if (failure.get() != null) {
      throw new ClusterException("reading decisions: " + failure.get());
    }
  }

  /** Decisions seen, each as often as it is there. */
  synchronized int count() throws ClusterException {
    rethrow();
    return count;
  }

  /** Captures with a decision. */
  synchronized int captures() throws ClusterException {
    rethrow();
    return byCapture.size();
  }

  synchronized boolean has(String captureId) {
    return byCapture.containsKey(captureId);
  }

  synchronized Set<String> captureIds() {
    return new TreeSet<>(byCapture.keySet());
  }

  /** When the first decision of each capture was seen, as {@link System#nanoTime} has it. */
  synchronized Map<String, Long> firstSeen() {
    return Map.copyOf(firstSeen);
  }

  /** Captures with more than one decision. */
  synchronized Set<String> repeated() {
    Set<String> repeated = new TreeSet<>();
    byCapture.forEach(
        (id, decisions) -> {
          if (decisions.size() > 1) {
            repeated.add(id);
          }
        });
    return repeated;
  }

  /** Captures of which two decisions are not the same. */
  synchronized Set<String> differing() {
    Set<String> differing = new TreeSet<>();
    byCapture.forEach(
        (id, decisions) -> {
          if (decisions.stream().distinct().count() > 1) {
            differing.add(id);
          }
        });
    return differing;
  }

  /** A decision of each capture, without what may differ between two runs. */
  synchronized Map<String, String> comparable() {
    Map<String, String> comparable = new HashMap<>();
    byCapture.forEach((id, decisions) -> comparable.put(id, comparable(decisions.get(0))));
    return comparable;
  }

  /** A line of decisions without what may differ between two runs. */
  static String comparable(String line) {
    return MAY_DIFFER.matcher(line).replaceAll("");
  }

  @Override
  public void close() throws InterruptedException {
    stop = true;
    reader.join(10_000);
  }
}
