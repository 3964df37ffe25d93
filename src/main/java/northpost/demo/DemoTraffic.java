package northpost.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import northpost.domain.Adjudication;
import northpost.domain.Capture;
import northpost.domain.Policy;
import northpost.domain.PolicyKey;
import northpost.domain.PortRegistry;
import northpost.domain.ReferenceUpdate;
import northpost.simulation.SeededProbes;
import northpost.simulation.SimulatedCapture;
import northpost.simulation.SimulationSettings;
import northpost.simulation.Simulator;
import northpost.simulation.TrafficSettings;
import northpost.simulation.Truth;
import northpost.synthetic.Population;
import northpost.wire.AdjudicationCodec;
import northpost.wire.CaptureCodec;
import northpost.wire.PolicyCodec;
import northpost.wire.ReferenceCodec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the simulated travellers' references, policies and captures into Kafka. */
final class DemoTraffic implements AutoCloseable {
  /** One photo in so many is sent again under another captureId, to be found as a replay. */
  static final int REPLAY_EVERY = 150;

  /** One seeded probe comes after so many photos of enrolled travellers. */
  static final int SEEDED_EVERY = 50;

  /** How many times faster than simulated officers those of a demo answer: in 2 to 18 s. */
  static final int OFFICERS_HASTE = 10;

  private final KafkaProducer<byte[], byte[]> producer;
  private final SentCaptures sent = new SentCaptures();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Population population;
  private final PortRegistry ports;
  private final DemoSettings settings;

  DemoTraffic(
      String bootstrapServers, Population population, PortRegistry ports, DemoSettings settings) {
    this.population = population;
    this.ports = ports;
    this.settings = settings;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                4 << 20,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private Simulator simulator(Instant start) {
    return new Simulator(
        population,
        ports,
        TrafficSettings.allPorts()
            .withPortFloor(DemoSettings.PORT_FLOOR)
            .withScheduleAt(DemoSettings.SCHEDULE),
        new SimulationSettings(settings.seed(), start, settings.duration(), settings.rate()));
  }

  /** Sends policies and references, and returns how many references. */
  int enrol() throws Exception {
    Simulator simulator = simulator(Instant.now());
    for (Policy policy : simulator.policies()) {
      send(DemoTopics.POLICIES, PolicyKey.of(policy).toString(), PolicyCodec.encode(policy));
    }
    int references = 0;
    for (ReferenceUpdate update : simulator.references()) {
      send(DemoTopics.REFERENCES, update.referenceId(), ReferenceCodec.encode(update));
      references++;
    }
    producer.flush();
    rethrow();
    return references;
  }

  /** What the traffic is like, in a line. */
  String describe() {
    return simulator(Instant.now()).describe()
        + "; one photo in "
        + REPLAY_EVERY
        + " is sent again, to be found as a replay; a seeded probe after every "
        + SEEDED_EVERY
        + " photos of enrolled travellers";
  }

  /** Sends captures, each at its time, until the duration is over or {@link #stop} is called. */
  void run() throws Exception {
    Simulator simulator = simulator(Instant.now());
    SeededProbes seeded = new SeededProbes(simulator.references(), SEEDED_EVERY);
    Iterator<SimulatedCapture> captures = simulator.captures();
    PriorityQueue<Adjudication> asked =
        new PriorityQueue<>(Comparator.comparing(Adjudication::adjudicatedAt));
    long photos = 0;
    while (captures.hasNext()) {
      SimulatedCapture simulated = captures.next();
      Capture capture = simulated.sample().capture();
      long wait = Duration.between(Instant.now(), capture.capturedAt()).toMillis();
      if (stop.await(Math.max(0, wait), TimeUnit.MILLISECONDS)) {
        break;
      }
      byte[] image = simulated.sample().image();
      send(capture, image, simulated.truth(), false);
      photos += image.length > 0 ? 1 : 0;
      if (image.length > 0 && photos % REPLAY_EVERY == 0) {
        send(replayOf(capture), image, simulated.truth(), true);
      }
      Optional<SimulatedCapture> probe = seeded.after(simulated);
      if (probe.isPresent()) {
        send(probe.get().sample().capture(), image, probe.get().truth(), false);
      }
      if (simulated.adjudication() != null) {
        asked.add(hastened(simulated.adjudication(), capture));
      }
      answer(asked);
      rethrow();
    }
    producer.flush();
    rethrow();
  }

  /** So that a demo of a minute shows answers: its officers are fast. */
  private static Adjudication hastened(Adjudication a, Capture capture) {
    Duration after = Duration.between(capture.capturedAt(), a.adjudicatedAt());
    Instant sooner = capture.capturedAt().plusMillis(after.toMillis() / OFFICERS_HASTE);
    return new Adjudication(a.encounterId(), a.captureId(), a.outcome(), sooner, a.officer());
  }

  /** Sends the answers whose time has come. */
  private void answer(PriorityQueue<Adjudication> asked) {
    Instant now = Instant.now();
    while (!asked.isEmpty() && !asked.peek().adjudicatedAt().isAfter(now)) {
      Adjudication adjudication = asked.remove();
      send(
          DemoTopics.ADJUDICATIONS,
          adjudication.encounterId(),
          AdjudicationCodec.encode(adjudication));
    }
  }

  void stop() {
    stop.countDown();
  }

  /** The same capture under another id: only the photo tells that it is a recording. */
  private static Capture replayOf(Capture c) {
    return c.withIds(c.captureId() + "-replay", c.encounterId() + "-replay");
  }

  private void send(Capture capture, byte[] image, Truth truth, boolean replay) {
    producer.send(
        new ProducerRecord<>(
            DemoTopics.captures(capture.portCode()),
            Bytes.of(capture.laneId()),
            CaptureCodec.encode(capture, image)),
        (metadata, e) -> {
          if (e == null) {
            sent.add(capture, truth, replay);
          } else {
            failure.compareAndSet(null, e);
          }
        });
  }

  SentCaptures sent() {
    return sent;
  }

  private void send(String topic, String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic, Bytes.of(key), value),
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  private void rethrow() throws Exception {
    Exception e = failure.get();
    if (e != null) {
      throw new ExecutionException("Kafka did not take a record", e);
    }
  }

  @Override
  public void close() {
    stop();
    producer.close(Duration.ofSeconds(10));
  }
}
