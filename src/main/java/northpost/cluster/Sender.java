package northpost.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
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
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
  private volatile int next;
  private volatile int captures;

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

  /** When the broker had each capture, as {@link System#nanoTime} has it. */
  Map<String, Long> arrivals() {
    return Map.copyOf(arrivals);
  }

  boolean done() {
    return next == messages.size();
  }

  /** Sends as many captures more, as far as there are any, and what goes with them. */
  void send(int more) throws IOException {
    int goal = captures + more;
    while (!done() && captures < goal) {
      Traffic.Message message = takeNext();
      send(message);
      captures = captures + (message.captureId() == null ? 0 : 1);
    }
    rethrow();
  }

  /**
   * Sends captures more on a thread of its own: where the producer does not know a topic yet, or no
   * longer, a send waits for a broker. Nothing else is to be sent until it is done.
   */
  Future<Void> sendMeanwhile(int more) {
    return meanwhile(() -> send(more));
  }

  /**
   * Sends captures more one by one, as a clock says and whether or not those before are decided, on
   * a thread of its own. Nothing else is to be sent until it is done.
   *
   * @param apart time between two of them
   */
  Future<Void> sendSteadily(int more, Duration apart) {
    return meanwhile(
        () -> {
          long due = System.nanoTime();
          for (int sent = 0; sent < more; sent++) {
            send(1);
            due += apart.toNanos();
            while (System.nanoTime() < due) {
              LockSupport.parkNanos(due - System.nanoTime());
            }
          }
        });
  }

  /** What is to be sent. */
  private interface Sending {
    void run() throws IOException;
  }

  private static Future<Void> meanwhile(Sending what) {
    FutureTask<Void> sending =
        new FutureTask<>(
            () -> {
              what.run();
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
      send(takeNext());
    }
    producer.flush();
    rethrow();
  }

  /** Only one thread sends at a time. */
  private Traffic.Message takeNext() {
    Traffic.Message message = messages.get(next);
    next = next + 1;
    return message;
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
          } else if (message.captureId() != null) {
            arrivals.put(message.captureId(), System.nanoTime());
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
