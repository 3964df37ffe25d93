package northpost.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends messages in their order, each once, however long the broker is away: so every run has the
 * same ones at the same offsets.
 */
final class Sender implements AutoCloseable {
  private static final int PATIENCE_MILLIS = (int) Duration.ofMinutes(30).toMillis();

  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Traffic.Message> messages;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private int next;
  private int captures;

  Sender(String bootstrapServers, List<Traffic.Message> messages) {
    this.messages = messages;
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Captures sent so far that are to be decided. */
  int captures() {
    return captures;
  }

  boolean done() {
    return next == messages.size();
  }

  /** Sends as many captures more, as far as there are any, and what goes with them. */
  void send(int more) throws IOException {
    int goal = captures + more;
    while (!done() && captures < goal) {
      Traffic.Message message = messages.get(next++);
      send(message);
      captures += message.captureId() == null ? 0 : 1;
    }
    rethrow();
  }

  /**
   * Sends captures more on a thread of its own: where the producer does not know a topic yet, or no
   * longer, a send waits for a broker. Nothing else is to be sent until it is done.
   */
  Future<Void> sendMeanwhile(int more) {
    FutureTask<Void> sending =
        new FutureTask<>(
            () -> {
              send(more);
              return null;
            });
    Thread thread = new Thread(sending, "captures sent meanwhile");
    thread.setDaemon(true);
    thread.start();
    return sending;
  }

  /** Sends all that is left, and waits until the broker has it. */
  void finish() throws IOException {
    send(Integer.MAX_VALUE - captures);
    while (!done()) {
      send(messages.get(next++));
    }
    producer.flush();
    rethrow();
  }

  private void send(Traffic.Message message) {
    producer.send(
        new ProducerRecord<>(
            message.topic(),
            null,
            message.at().toEpochMilli(),
            message.key().getBytes(UTF_8),
            message.value()),
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  private void rethrow() throws IOException {
    Exception e = failure.get();
    if (e != null) {
      throw new IOException("the broker did not take a message: " + e, e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
