package northpost.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import northpost.domain.Adjudication;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.Policy;
import northpost.domain.PolicyKey;
import northpost.domain.PortRegistry;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.simulation.SimulatedCapture;
import northpost.simulation.SimulationSettings;
import northpost.simulation.Simulator;
import northpost.simulation.TrafficSettings;
import northpost.synthetic.Population;
import northpost.wire.AdjudicationCodec;
import northpost.wire.CaptureCodec;
import northpost.wire.PolicyCodec;
import northpost.wire.ReferenceCodec;
import northpost.wire.json.AdjudicationJson;
import northpost.wire.json.CaptureJson;
import northpost.wire.json.PolicyJson;
import northpost.wire.json.ReferenceJson;

/**
 * The same messages for every run: photos of rendered travellers at all ports over some minutes of
 * a summer Saturday, what officers found, and among them captures sent twice, photos sent again
 * under another id, and messages that cannot be read.
 */
final class Traffic {
  /** Every crossing is open, the ferry too. */
  private static final Instant START = Instant.parse("2025-07-12T16:00:00Z");

  private static final LocalDateTime SCHEDULE = LocalDateTime.parse("2025-07-12T12:00:00");

  /** A capture every five seconds: a few hundred of them fill windows and close encounters. */
  private static final double CAPTURES_A_SECOND = 0.2;

  private static final double PORT_FLOOR = 0.08;
  private static final Duration ON_THE_WAY = Duration.ofMillis(300);
  private static final int REPEATED_EVERY = 20;
  private static final int REPLAYED_EVERY = 45;
  private static final int UNREADABLE_EVERY = 30;

  /** Captures of the first part that are sent again in each of the others. */
  private static final int REPEATED_OF_BEFORE = 3;

  /** References that are sent again, as they are, so many captures before a part's end. */
  private static final int ENROLLED_AGAIN = 3;

  private final List<Policy> policies;
  private final List<ReferenceUpdate> references;
  private final List<Message> messages = new ArrayList<>();
  private final List<CapturedSample> captures = new ArrayList<>();
  private final List<Adjudication> adjudications = new ArrayList<>();
  private final Set<String> captureIds = new LinkedHashSet<>();
  private int refusals;
  private int repeatsOfBefore;

  /**
   * A message on its way to a topic.
   *
   * @param at its time, as its sender gives it
   * @param captureId null where it is to give no decision of its own
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(String topic, String key, byte[] value, Instant at, String captureId) {}

  private Traffic(List<Policy> policies, List<ReferenceUpdate> references) {
    this.policies = policies;
    this.references = references;
  }

  /**
   * @param count captures that are to be decided
   */
  static Traffic of(Population population, PortRegistry ports, long seed, int count) {
    return inParts(population, ports, seed, count, 1);
  }

  /**
   * In parts of as many captures each. Every part but the first begins with captures of the first
   * that are sent again; near the end of each, policies and some references are sent again as they
   * are, so that whoever then runs has written them.
   *
   * @param count captures that are to be decided, a multiple of the parts
   */
  static Traffic inParts(
      Population population, PortRegistry ports, long seed, int count, int parts) {
    Simulator simulator =
        new Simulator(
            population,
            ports,
            TrafficSettings.allPorts().withPortFloor(PORT_FLOOR).withScheduleAt(SCHEDULE),
            new SimulationSettings(seed, START, null, CAPTURES_A_SECOND));
    Traffic traffic =
        new Traffic(
            simulator.policies(),
            simulator.references().stream().map(Traffic::withoutAnEnd).toList());
    traffic.fill(simulator.captures(), count, count / parts);
    return traffic;
  }

  /** A live job ends a reference by the clock of today, a replay by the time of the captures. */
  private static ReferenceUpdate withoutAnEnd(ReferenceUpdate update) {
    Reference r = update.reference();
    Reference endless =
        new Reference(
            r.referenceId(),
            r.subjectId(),
            r.galleryIds(),
            r.source(),
            r.travellerClass(),
            r.declared(),
            r.validFrom(),
            null,
            r.template());
    return new ReferenceUpdate(
        update.referenceId(), update.kind(), endless, update.image(), update.position());
  }

  private void fill(Iterator<SimulatedCapture> simulated, int count, int part) {
    int enrolment = part < count ? part - ENROLLED_AGAIN : Integer.MAX_VALUE;
    PriorityQueue<Adjudication> asked =
        new PriorityQueue<>(
            Comparator.comparing(Adjudication::adjudicatedAt)
                .thenComparing(Adjudication::captureId));
    for (int i = 1; captureIds.size() < count; i++) {
      SimulatedCapture next = simulated.next();
      Capture capture = next.sample().capture();
      while (!asked.isEmpty() && asked.peek().adjudicatedAt().isBefore(capture.capturedAt())) {
        add(asked.remove());
      }
      byte[] image = next.sample().image();
      if (i % UNREADABLE_EVERY == 0) {
        refusals++;
        messages.add(
            new Message(
                ClusterTopics.captures(capture.portCode()),
                capture.laneId(),
                ("no capture " + i).getBytes(UTF_8),
                capture.capturedAt(),
                null));
      }
      Instant arrival = capture.capturedAt().plus(ON_THE_WAY);
      if (!captureIds.isEmpty() && captureIds.size() % part == 0) {
        for (CapturedSample first :
            List.copyOf(captures.subList(0, Math.min(REPEATED_OF_BEFORE, part)))) {
          refusals++;
          repeatsOfBefore++;
          add(first.capture(), first.image(), null, arrival);
        }
      }
      if (captureIds.size() >= enrolment) {
        enrolment += part;
        policies.forEach(policy -> messages.add(message(policy, arrival)));
        references.stream()
            .limit(ENROLLED_AGAIN)
            .forEach(update -> messages.add(message(update, arrival)));
      }
      add(capture, image, capture.captureId(), arrival);
      if (i % REPEATED_EVERY == 0) {
        refusals++;
        add(capture, image, null, arrival);
      }
      if (i % REPLAYED_EVERY == 0 && image.length > 0 && captureIds.size() % part != 0) {
        Capture again = underAnotherId(capture);
        add(again, image, again.captureId(), arrival);
      }
      if (next.adjudication() != null) {
        asked.add(next.adjudication());
      }
    }
    while (!asked.isEmpty()) {
      add(asked.remove());
    }
  }

  private void add(Capture capture, byte[] image, String captureId, Instant arrival) {
    captures.add(
        new CapturedSample(
            capture, image, new SourcePosition("traffic", 0, captures.size() + 1), arrival));
    messages.add(
        new Message(
            ClusterTopics.captures(capture.portCode()),
            capture.laneId(),
            CaptureCodec.encode(capture, image),
            arrival,
            captureId));
    if (captureId != null) {
      captureIds.add(captureId);
    }
  }

  private void add(Adjudication adjudication) {
    adjudications.add(adjudication);
    messages.add(
        new Message(
            ClusterTopics.ADJUDICATIONS,
            adjudication.encounterId(),
            AdjudicationCodec.encode(adjudication),
            adjudication.adjudicatedAt(),
            null));
  }

  private static Capture underAnotherId(Capture c) {
    return c.withIds(c.captureId() + "-again", c.encounterId() + "-again");
  }

  /** What the job must have before the first capture. */
  List<Message> enrolment() {
    List<Message> all = new ArrayList<>();
    for (Policy policy : policies) {
      all.add(message(policy, START));
    }
    for (ReferenceUpdate update : references) {
      all.add(message(update, START));
    }
    return all;
  }

  private static Message message(Policy policy, Instant at) {
    return new Message(
        ClusterTopics.POLICIES,
        PolicyKey.of(policy).toString(),
        PolicyCodec.encode(policy),
        at,
        null);
  }

  private static Message message(ReferenceUpdate update, Instant at) {
    return new Message(
        ClusterTopics.REFERENCES, update.referenceId(), ReferenceCodec.encode(update), at, null);
  }

  List<Message> messages() {
    return messages;
  }

  /** The captures of which each must have its decision. */
  Set<String> captureIds() {
    return captureIds;
  }

  /** Messages that are to be refused: they cannot be read, or repeat a capture. */
  int refusals() {
    return refusals;
  }

  /** Captures of the first part that come again in others; they are among the refusals. */
  int repeatsOfBefore() {
    return repeatsOfBefore;
  }

  /** The same but for what cannot be read, as the files that {@code run} takes. */
  InputFiles write(Path folder) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    InputFiles files =
        new InputFiles(
            folder.resolve("captures.ndjson"),
            folder.resolve("references.ndjson"),
            folder.resolve("policies.ndjson"),
            folder.resolve("adjudications.ndjson"));
    List<String> lines = new ArrayList<>();
    for (CapturedSample sample : captures) {
      String image = sample.capture().captureId() + ".jpg";
      Files.write(images.resolve(image), sample.image());
      lines.add(CaptureJson.write(sample, sample.image().length == 0 ? null : "images/" + image));
    }
    Files.write(files.captures(), lines);
    Files.write(files.references(), references.stream().map(ReferenceJson::write).toList());
    Files.write(files.policies(), policies.stream().map(PolicyJson::write).toList());
    Files.write(
        files.adjudications(), adjudications.stream().map(AdjudicationJson::write).toList());
    return files;
  }

  /** Input of {@code run}. */
  record InputFiles(Path captures, Path references, Path policies, Path adjudications) {}
}
