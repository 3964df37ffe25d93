package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import northpost.domain.Adjudication;
import northpost.domain.AdjudicationOutcome;
import northpost.domain.Capture;
import northpost.domain.DeadLetter;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.domain.PolicyKey;
import northpost.domain.RejectionReason;
import northpost.domain.SeededProbe;
import northpost.sink.DocumentKind;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ElasticsearchSettings;
import northpost.testing.Await;
import northpost.testing.Captures;
import northpost.testing.Captures.Place;
import northpost.testing.Documents;
import northpost.testing.ElasticsearchFixture;
import northpost.testing.KafkaFixture;
import northpost.testing.RenderedFacesFixture;
import northpost.testing.TopicReader;
import northpost.wire.AdjudicationCodec;
import northpost.wire.CaptureCodec;
import northpost.wire.DeadLetterCodec;
import northpost.wire.DecisionCodec;
import northpost.wire.DecisionRecord;
import northpost.wire.PolicyCodec;
import northpost.wire.ReferenceCodec;
import northpost.wire.WireException;
import org.apache.avro.Schema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job between a real Kafka broker and a real Elasticsearch, with the real networks and RocksDB:
 *
 * <ol>
 *   <li>policies and references are sent, and the gallery is waited for;
 *   <li>captures of three ports are sent, with a duplicate, an unknown schema and an unknown port
 *       among them;
 *   <li>a fourth port begins;
 *   <li>a reference is withdrawn while probes for it are in flight;
 *   <li>the job is stopped, and everything that was sent is accounted for.
 * </ol>
 */
class NorthpostE2ECase {
  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();
  private static final String FNMR_PAIRS = "/northpost/rate/fnmr/denominator";
  private static final String FMR_PAIRS = "/northpost/rate/fmr/denominator";
  private static final int PARALLELISM = 2;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<Place> FIRST_PORTS =
      List.of(Place.CHAMPLAIN, Place.BUFFALO, Place.OGDENSBURG);
  private static final int WITHDRAWN_PERSON = RenderedFacesFixture.PEOPLE - 1;

  @RegisterExtension static final KafkaFixture kafka = new KafkaFixture();
  @RegisterExtension static final ElasticsearchFixture elasticsearch = new ElasticsearchFixture();
  @RegisterExtension static final RenderedFacesFixture faces = new RenderedFacesFixture();

  @RegisterExtension
  static final MiniClusterExtension flink =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(PARALLELISM)
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  @TempDir static Path folder;

  // What was sent.
  private static final Map<String, Outcome> SENT = new LinkedHashMap<>();
  private static final Set<String> IN_FLIGHT = new LinkedHashSet<>();
  private static final Set<String> AFTER_WITHDRAWAL = new LinkedHashSet<>();
  private static final List<byte[]> IMAGES = new ArrayList<>();
  private static Instant start;
  private static String run;
  private static RecordMetadata unknownSchema;
  private static RecordMetadata unknownPort;
  private static RecordMetadata duplicate;

  // What came of it.
  private static final Map<String, List<Decision>> DECISIONS = new TreeMap<>();
  private static final List<DeadLetter> DEAD_LETTERS = new ArrayList<>();
  private static List<ConsumerRecord<byte[], byte[]>> decisionMessages;
  private static Map<String, JsonNode> documents;
  private static Collection<JsonNode> funnels;
  private static Collection<JsonNode> latencies;
  private static Collection<JsonNode> errorRates;
  private static Collection<JsonNode> outcomes;
  private static double restarts;

  private static KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void sendEverythingThroughTheJob(@InjectMiniCluster MiniCluster cluster) throws Exception {
    run = kafka.uniqueName("e2e");
    start = Instant.now().minusSeconds(600);
    for (Place place : FIRST_PORTS) {
      kafka.createTopic(topic(place), 2, Map.of());
    }
    kafka.createTopic(run + ".references", 2, Map.of("cleanup.policy", "compact"));
    kafka.createTopic(run + ".policies", 1, Map.of("cleanup.policy", "compact"));
    kafka.createTopic(run + ".adjudications", 1, Map.of());
    kafka.createTopic(run + ".decisions", 2, Map.of());
    kafka.createTopic(run + ".dead-letters", 1, Map.of());
    try (ElasticsearchInstaller installer =
        new ElasticsearchInstaller(ElasticsearchSettings.of(List.of(elasticsearch.url())), 1, 0)) {
      installer.install();
    }
    try (var toKafka =
            new KafkaProducer<>(
                Map.<String, Object>of(
                    "bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        TopicReader decisions = new TopicReader(kafka.bootstrapServers(), run + ".decisions");
        TopicReader deadLetters =
            new TopicReader(kafka.bootstrapServers(), run + ".dead-letters")) {
      producer = toKafka;
      sendPolicyAndReferences();
      JobClient job = start(cluster);
      awaitGallery(RenderedFacesFixture.PEOPLE);
      awaitPolicy(decisions);
      sendCapturesOfThreePorts();
      beginAFourthPort(decisions);
      withdrawAReferenceWhileProbesAreInFlight(decisions);
      awaitDecisions(decisions, SENT.keySet());
      awaitDocuments();
      restarts = metric("numRestarts");
      job.stopWithSavepoint(
              false, folder.resolve("savepoint").toUri().toString(), SavepointFormatType.NATIVE)
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      job.getJobExecutionResult().get(LIMIT.toSeconds(), TimeUnit.SECONDS);

      decisionMessages = decisions.read();
      DECISIONS.putAll(byCapture(decisionMessages));
      for (ConsumerRecord<byte[], byte[]> message : deadLetters.read()) {
        DEAD_LETTERS.add(DeadLetterCodec.decode(message.value()));
      }
    }
  }

  private static String topic(Place place) {
    return run + ".captures." + place.portCode();
  }

  private static JobClient start(MiniCluster cluster) throws Exception {
    Configuration config = new Configuration();
    Map<String, String> settings =
        Map.ofEntries(
            Map.entry("northpost.kafka.bootstrap-servers", kafka.bootstrapServers()),
            Map.entry("northpost.kafka.group-id", run),
            Map.entry("northpost.kafka.captures-topic-pattern", run + "\\.captures\\..*"),
            Map.entry("northpost.kafka.references-topic", run + ".references"),
            Map.entry("northpost.kafka.policies-topic", run + ".policies"),
            Map.entry("northpost.kafka.adjudications-topic", run + ".adjudications"),
            Map.entry("northpost.kafka.decisions-topic", run + ".decisions"),
            Map.entry("northpost.kafka.dead-letters-topic", run + ".dead-letters"),
            Map.entry("northpost.kafka.partition-discovery-interval", "1 s"),
            Map.entry("northpost.capture.idle-after", "1 s"),
            Map.entry("northpost.encounter.gap", "20 s"),
            Map.entry("northpost.capture.max-out-of-orderness", "1 s"),
            // This is no test of speed: a busy machine may take its time.
            Map.entry("northpost.match.time-budget", "60 s"),
            Map.entry("northpost.elasticsearch.urls", elasticsearch.url()),
            Map.entry(
                "northpost.models.directory",
                Path.of(System.getProperty("northpost.home", "."), "models").toString()),
            Map.entry("state.backend.type", "rocksdb"),
            Map.entry("execution.checkpointing.interval", "500 ms"),
            Map.entry("execution.checkpointing.incremental", "true"),
            Map.entry(
                "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString()),
            Map.entry("restart-strategy.type", "fixed-delay"),
            Map.entry("restart-strategy.fixed-delay.attempts", "3"));
    config.addAll(Configuration.fromMap(settings));
    StreamExecutionEnvironment env = new TestStreamEnvironment(cluster, PARALLELISM);
    env.configure(config);
    NorthpostJob.build(env, config);
    return env.executeAsync(NorthpostJob.NAME);
  }

  private static void sendPolicyAndReferences() throws Exception {
    send(
        run + ".policies",
        PolicyKey.of(faces.policy()).toString(),
        PolicyCodec.encode(faces.policy()));
    for (int person = 0; person < RenderedFacesFixture.PEOPLE; person++) {
      var enrolment = faces.enrolment(person);
      send(run + ".references", enrolment.referenceId(), ReferenceCodec.encode(enrolment));
      IMAGES.add(enrolment.image());
    }
  }

  /** The policy has no count to watch: captures are sent until one is decided under it. */
  private static void awaitPolicy(TopicReader decisions) throws Exception {
    for (int i = 0; ; i++) {
      String id = run + "-seed-" + i;
      send(capture(id).presenting("r-0"), faces.photo(0, 0), null);
      awaitDecisions(decisions, List.of(id));
      Decision decision = byCapture(decisions.read()).get(id).get(0);
      if (decision.policyId().equals(faces.policy().policyId())) {
        return;
      }
      assertThat(i).as("captures decided without the policy that was sent").isLessThan(200);
    }
  }

  private static void sendCapturesOfThreePorts() throws Exception {
    for (int i = 0; i < 24; i++) {
      int person = i % RenderedFacesFixture.PEOPLE;
      Captures capture = capture(run + "-mated-" + i).in(FIRST_PORTS.get(i % 3));
      if (i == 0) {
        answer(capture.build());
      }
      send(
          i % 2 == 0
              ? capture.presenting("r-" + person)
              : capture.searching(RenderedFacesFixture.GALLERY),
          faces.photo(person, i / RenderedFacesFixture.PEOPLE),
          Outcome.MATCH);
    }
    send(
        capture(run + "-stranger-1-1").presenting("r-1"),
        faces.strangerPhoto(0, 0),
        Outcome.NO_MATCH);
    send(
        capture(run + "-stranger-1-n").searching(RenderedFacesFixture.GALLERY),
        faces.strangerPhoto(1, 0),
        Outcome.NO_MATCH);
    send(
        capture(run + "-seeded-mated").presenting("r-0").seeded(SeededProbe.MATED),
        faces.photo(0, 0),
        Outcome.MATCH);
    send(
        capture(run + "-seeded-non-mated").presenting("r-0").seeded(SeededProbe.NON_MATED),
        faces.photo(1, 0),
        Outcome.NO_MATCH);
    send(capture(run + "-opted-out").optingOut(), faces.photo(2, 0), Outcome.OPTED_OUT);
    send(
        capture(run + "-garbage").presenting("r-0"),
        "no photo".getBytes(StandardCharsets.UTF_8),
        Outcome.UNUSABLE);

    Captures again = capture(run + "-again");
    send(again, faces.photo(0, 0), Outcome.UNAVAILABLE);
    duplicate = send(topic(Place.CHAMPLAIN), "lane", encode(again.build(), faces.photo(1, 0)));
    byte[] message = encode(capture(run + "-unknown-schema").build(), faces.photo(1, 1));
    for (int i = 2; i < 10; i++) {
      message[i] ^= 0x5A;
    }
    unknownSchema = send(topic(Place.BUFFALO), "lane", message);
    Capture c = capture(run + "-unknown-port").build();
    Capture elsewhere =
        new Capture(
            c.captureId(),
            c.encounterId(),
            null,
            "9999",
            c.crossingId(),
            c.laneId(),
            c.cameraId(),
            c.mode(),
            c.zone(),
            c.capturedAt(),
            null,
            null,
            null,
            c.travellerClass(),
            false);
    unknownPort = send(topic(Place.OGDENSBURG), "lane", encode(elsewhere, faces.photo(2, 1)));
  }

  private static void beginAFourthPort(TopicReader decisions) throws Exception {
    kafka.createTopic(topic(Place.MASSENA), 1, Map.of());
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = run + "-new-port-" + i;
      ids.add(id);
      send(capture(id).in(Place.MASSENA).presenting("r-" + i), faces.photo(i, 0), Outcome.MATCH);
    }
    awaitDecisions(decisions, ids);
  }

  private static void withdrawAReferenceWhileProbesAreInFlight(TopicReader decisions)
      throws Exception {
    String referenceId = "r-" + WITHDRAWN_PERSON;
    // Nothing is waited for but the first decision, so that the others are still on their way.
    List<Future<RecordMetadata>> posted = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      posted.add(postInFlight(referenceId, i));
    }
    awaitDecisions(decisions, List.of(run + "-in-flight-0"));
    posted.add(post(run + ".references", referenceId, null));
    for (int i = 40; i < 60; i++) {
      posted.add(postInFlight(referenceId, i));
    }
    for (Future<RecordMetadata> each : posted) {
      each.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
    awaitGallery(RenderedFacesFixture.PEOPLE - 1);
    for (int i = 0; i < 6; i++) {
      String id = run + "-after-" + i;
      AFTER_WITHDRAWAL.add(id);
      send(
          capture(id).in(FIRST_PORTS.get(i % 3)).presenting(referenceId),
          faces.photo(WITHDRAWN_PERSON, i % 2),
          Outcome.UNAVAILABLE);
    }
    send(
        capture(run + "-searched-after").searching(RenderedFacesFixture.GALLERY),
        faces.photo(WITHDRAWN_PERSON, 0),
        Outcome.NO_MATCH);
  }

  /** An officer looks at a traveller all the same, and answers before the photo is there. */
  private static void answer(Capture capture) throws Exception {
    Adjudication adjudication =
        new Adjudication(
            capture.encounterId(),
            capture.captureId(),
            AdjudicationOutcome.SAME_PERSON,
            capture.capturedAt().plusSeconds(1),
            "officer-1");
    send(
        run + ".adjudications", adjudication.encounterId(), AdjudicationCodec.encode(adjudication));
  }

  private static Future<RecordMetadata> postInFlight(String referenceId, int number) {
    String id = run + "-in-flight-" + number;
    IN_FLIGHT.add(id);
    SENT.put(id, null);
    Capture capture = capture(id).in(FIRST_PORTS.get(number % 3)).presenting(referenceId).build();
    byte[] message = encode(capture, faces.photo(WITHDRAWN_PERSON, number % 2));
    return post(run + ".captures." + capture.portCode(), capture.laneId(), message);
  }

  /** Each ten seconds after the one before, so that windows of a minute end. */
  private static Captures capture(String id) {
    return Captures.capture(id).at(start.plusSeconds(10L * Math.min(SENT.size(), 60)));
  }

  private static void send(Captures capture, byte[] image, Outcome expected) throws Exception {
    Capture built = capture.build();
    SENT.put(built.captureId(), expected);
    IMAGES.add(image);
    send(run + ".captures." + built.portCode(), built.laneId(), encode(built, image));
  }

  private static byte[] encode(Capture capture, byte[] image) {
    return CaptureCodec.encode(capture, image);
  }

  private static RecordMetadata send(String topic, String key, byte[] value) throws Exception {
    return post(topic, key, value).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static Future<RecordMetadata> post(String topic, String key, byte[] value) {
    return producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  private static void awaitGallery(int references) throws Exception {
    Await.until(
        references + " references in the gallery",
        LIMIT,
        () -> metric("galleryReferences") == references,
        () -> metric("galleryReferences"));
  }

  private static void awaitDecisions(TopicReader decisions, Collection<String> captureIds)
      throws Exception {
    Await.until(
        "decisions of " + captureIds,
        LIMIT,
        () -> byCapture(decisions.read()).keySet().containsAll(captureIds),
        () -> byCapture(decisions.read()).keySet());
  }

  private static void awaitDocuments() throws Exception {
    Documents elastic = new Documents(elasticsearch.url());
    String ofThisRun = "{\"prefix\":{\"event.id\":\"" + run + "-\"}}";
    Await.until(
        SENT.size() + " documents of decisions",
        LIMIT,
        () -> {
          documents = elastic.find(DocumentKind.DECISIONS.alias(), ofThisRun);
          return documents.size() >= SENT.size();
        },
        () -> documents.keySet());
    Await.until(
        "funnel documents of four ports",
        LIMIT,
        () -> {
          funnels =
              elastic
                  .find(
                      DocumentKind.FUNNEL.alias(),
                      "{\"term\":{\"northpost.window.scope\":\"PORT\"}}")
                  .values();
          return funnels.stream().map(f -> f.at("/northpost/port/code")).distinct().count() == 4;
        },
        () -> funnels);
    // No capture follows the last one: its minute ends because event time goes on by the clock.
    Await.until(
        "latencies of every capture of a traveller, the last minute's too",
        LIMIT.multipliedBy(2),
        () -> {
          latencies =
              elastic
                  .find(
                      DocumentKind.LATENCY.alias(),
                      "{\"bool\":{\"filter\":[{\"term\":{\"northpost.window.scope\":\"PORT\"}},"
                          + "{\"term\":{\"northpost.window.minutes\":1}}]}}")
                  .values();
          return latencies.stream()
                  .mapToLong(w -> w.at("/northpost/latency/captures").asLong())
                  .sum()
              == SENT.keySet().stream().filter(id -> !id.contains("-seeded-")).count();
        },
        () -> latencies);
    Await.until(
        "live error rates of a port",
        LIMIT,
        () -> {
          errorRates =
              elastic
                  .find(
                      DocumentKind.ERROR_RATES.alias(),
                      "{\"term\":{\"northpost.window.scope\":\"PORT\"}}")
                  .values();
          return errorRates.stream().mapToLong(r -> r.at(FNMR_PAIRS).asLong()).sum() > 0
              && errorRates.stream().mapToLong(r -> r.at(FMR_PAIRS).asLong()).sum() > 0;
        },
        () -> errorRates);
    Await.until(
        "a match that an officer confirmed",
        LIMIT,
        () -> {
          outcomes =
              elastic
                  .find(
                      DocumentKind.OUTCOMES.alias(),
                      "{\"term\":{\"northpost.window.scope\":\"LANE\"}}")
                  .values();
          return outcomes.stream()
              .anyMatch(o -> o.at("/northpost/outcome/match_confirmed").asLong() == 1);
        },
        () -> outcomes);
  }

  private static Map<String, List<Decision>> byCapture(
      List<ConsumerRecord<byte[], byte[]>> messages) throws WireException {
    Map<String, List<Decision>> decisions = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      Decision decision = DecisionCodec.decode(message.value());
      decisions
          .computeIfAbsent(decision.capture().captureId(), id -> new ArrayList<>())
          .add(decision);
    }
    return decisions;
  }

  /** The sum of a gauge over all subtasks; NaN where there is none yet. */
  private static double metric(String name) {
    List<Metric> gauges =
        METRICS.getMetricsByGroup().values().stream()
            .map(metrics -> metrics.get(name))
            .filter(Objects::nonNull)
            .toList();
    return gauges.isEmpty()
        ? Double.NaN
        : gauges.stream()
            .mapToDouble(gauge -> ((Number) ((Gauge<?>) gauge).getValue()).doubleValue())
            .sum();
  }

  @Test
  void everyCaptureSentIsDecidedOrRefusedExactlyOnce() {
    assertThat(DECISIONS.keySet()).isEqualTo(new TreeSet<>(SENT.keySet()));
    assertThat(DECISIONS.values()).allMatch(decisions -> decisions.size() == 1);
    assertThat(DEAD_LETTERS).hasSize(3);
    assertThat(DEAD_LETTERS.stream().map(letter -> letter.position().toString()))
        .containsExactlyInAnyOrder(
            position(unknownSchema), position(unknownPort), position(duplicate));
  }

  @Test
  void eachOutcomeIsTheExpectedOne() {
    SENT.forEach(
        (id, expected) -> {
          if (expected != null) {
            assertThat(decision(id).outcome()).as(id).isEqualTo(expected);
          }
        });
    assertThat(SENT.values()).filteredOn(Outcome.MATCH::equals).hasSize(29);
  }

  @Test
  void matchesNameTheRightReferenceUnderThePolicyThatWasSent() {
    for (int i = 0; i < 24; i++) {
      Decision decision = decision(run + "-mated-" + i);
      assertThat(decision.candidates()).hasSize(1);
      assertThat(decision.candidates().get(0).referenceId())
          .isEqualTo("r-" + i % RenderedFacesFixture.PEOPLE);
      assertThat(decision.policyId()).isEqualTo(faces.policy().policyId());
    }
  }

  @Test
  void aMessageOfAnUnknownSchemaIsRefusedWithItsPlaceAndBytes() {
    DeadLetter letter = deadLetter(unknownSchema);
    assertThat(letter.reason()).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
    assertThat(letter.message())
        .startsWith(position(unknownSchema))
        .contains("expected a released version of CaptureRecord");
    assertThat(letter.content()).isNotEmpty();
  }

  @Test
  void aDuplicateIsRefusedAndTheFirstIsDecided() {
    DeadLetter letter = deadLetter(duplicate);
    assertThat(letter.reason()).isEqualTo(RejectionReason.DUPLICATE_CAPTURE);
    assertThat(letter.recordId()).isEqualTo(run + "-again");
  }

  @Test
  void anUnknownPortIsRefused() {
    DeadLetter letter = deadLetter(unknownPort);
    assertThat(letter.reason()).isEqualTo(RejectionReason.UNKNOWN_PORT);
    assertThat(letter.portCode()).isEqualTo("9999");
  }

  @Test
  void aPortThatBeginsWhileTheJobRunsIsPickedUpWithoutARestart() {
    for (int i = 0; i < 4; i++) {
      assertThat(decision(run + "-new-port-" + i).capture().portCode()).isEqualTo("0704");
    }
    assertThat(restarts).isZero();
  }

  @Test
  void probesInFlightDuringAWithdrawalGetOneDecisionEach() {
    assertThat(decision(run + "-in-flight-0").outcome()).isEqualTo(Outcome.MATCH);
    assertThat(IN_FLIGHT).hasSize(60);
    for (String id : IN_FLIGHT) {
      Decision decision = decision(id);
      assertThat(decision.outcome() + " " + decision.reason())
          .isIn("MATCH THRESHOLD_REACHED", "UNAVAILABLE REFERENCE_UNKNOWN");
    }
  }

  @Test
  void afterAWithdrawalNothingMatchesTheReference() {
    assertThat(AFTER_WITHDRAWAL).hasSize(6);
    for (String id : AFTER_WITHDRAWAL) {
      assertThat(decision(id).reason()).as(id).isEqualTo("REFERENCE_UNKNOWN");
      assertThat(decision(id).candidates()).isEmpty();
    }
    assertThat(decision(run + "-searched-after").candidates()).isEmpty();
  }

  @Test
  void elasticsearchHasTheSameDecisions() {
    assertThat(documents.keySet()).isEqualTo(SENT.keySet());
    documents.forEach(
        (id, document) -> {
          Decision decision = decision(id);
          assertThat(document.at("/northpost/decision/outcome").asText())
              .as(id)
              .isEqualTo(decision.outcome().name());
          assertThat(document.at("/northpost/decision/reason").asText())
              .isEqualTo(decision.reason());
          assertThat(document.at("/northpost/port/code").asText())
              .isEqualTo(decision.capture().portCode());
        });
  }

  @Test
  void seededProbesGiveLiveErrorRatesAndAreMarked() {
    assertThat(errorRates)
        .allSatisfy(
            document -> {
              assertThat(document.at("/northpost/rate/fmr/numerator").asLong()).isZero();
              assertThat(document.at("/northpost/rate/fnmr/numerator").asLong()).isZero();
              assertThat(document.at("/northpost/port/code").asText()).isEqualTo("0712");
            });
    documents.forEach(
        (id, document) ->
            assertThat(document.at("/northpost/seeded_probe").isMissingNode())
                .as(id)
                .isEqualTo(!id.contains("-seeded-")));
    assertThat(DECISIONS.get(run + "-seeded-mated").get(0).capture().seededProbe())
        .isEqualTo(SeededProbe.MATED);
  }

  @Test
  void outcomesAddUpAndSayOfWhomTheyAre() {
    for (JsonNode document : outcomes) {
      JsonNode outcome = document.at("/northpost/outcome");
      assertThat(outcome.get("referred").asLong())
          .isEqualTo(
              outcome.get("confirmed").asLong()
                  + outcome.get("overturned").asLong()
                  + outcome.get("inconclusive").asLong()
                  + outcome.get("unanswered").asLong()
                  + outcome.get("awaited").asLong());
      assertThat(outcome.get("sampling").asText())
          .isEqualTo(
              outcome.get("match_confirmed").asLong() == 1
                  ? "referred-and-some-matches"
                  : "referred-only");
    }
  }

  @Test
  void funnelsOfAllPortsAppearAndAddUp() {
    assertThat(funnels.stream().map(funnel -> funnel.at("/northpost/port/code").asText()))
        .contains("0712", "0901", "0701", "0704");
    for (JsonNode document : funnels) {
      JsonNode funnel = document.at("/northpost/funnel");
      assertThat(funnel.get("presented").asLong())
          .isEqualTo(funnel.get("captured").asLong() + funnel.get("not_captured").asLong());
      assertThat(funnel.get("captured").asLong())
          .isEqualTo(
              funnel.get("opted_out").asLong()
                  + funnel.get("unusable").asLong()
                  + funnel.get("usable").asLong());
    }
  }

  @Test
  void aDecisionMessageHasNoRoomForAnImageOrATemplate() {
    assertSmallFields(DecisionRecord.getClassSchema(), "DecisionRecord");
    for (ConsumerRecord<byte[], byte[]> message : decisionMessages) {
      assertThat(message.value().length).isLessThan(2000);
      assertNoImage(new String(message.value(), StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void noDocumentHoldsAnImageOrATemplate() {
    documents.values().forEach(document -> assertSmallValues(document, ""));
  }

  private static void assertSmallFields(Schema schema, String where) {
    assertThat(where.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("image", "template", "vector", "embedding");
    switch (schema.getType()) {
      case RECORD -> schema.getFields().forEach(f -> assertSmallFields(f.schema(), f.name()));
      case UNION -> schema.getTypes().forEach(type -> assertSmallFields(type, where));
      case ARRAY -> {
        assertThat(schema.getElementType().getType()).as(where).isEqualTo(Schema.Type.RECORD);
        assertSmallFields(schema.getElementType(), where);
      }
      case BYTES, FIXED, MAP -> throw new AssertionError(where + " is " + schema.getType());
      default -> {}
    }
  }

  private static void assertNoImage(String message) {
    for (byte[] image : IMAGES) {
      int length = Math.min(image.length, 48);
      String part = new String(image, image.length - length, length, StandardCharsets.ISO_8859_1);
      assertThat(message).doesNotContain(part);
    }
  }

  private static void assertSmallValues(JsonNode node, String where) {
    assertThat(where).doesNotContain("image", "template", "vector", "embedding", "digest");
    if (node.isObject()) {
      node.fields().forEachRemaining(field -> assertSmallValues(field.getValue(), field.getKey()));
      return;
    }
    assertThat(node.isArray()).as(where + " is a list").isFalse();
    assertThat(node.asText().length()).as(where).isLessThan(300);
  }

  private static Decision decision(String id) {
    return DECISIONS.get(id).get(0);
  }

  private static DeadLetter deadLetter(RecordMetadata place) {
    List<DeadLetter> letters =
        DEAD_LETTERS.stream()
            .filter(letter -> letter.position().toString().equals(position(place)))
            .toList();
    assertThat(letters).as("dead letters of " + position(place)).hasSize(1);
    return letters.get(0);
  }

  private static String position(RecordMetadata sent) {
    return sent.topic() + "-" + sent.partition() + "-" + sent.offset();
  }
}
