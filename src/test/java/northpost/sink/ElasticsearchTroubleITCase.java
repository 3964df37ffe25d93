package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import northpost.domain.EncounterCounts;
import northpost.domain.FunnelWindow;
import northpost.embedded.ElasticsearchServer;
import northpost.testing.Await;
import northpost.testing.Certificates;
import northpost.testing.PasswordGate;
import northpost.testing.ServersBuild;
import northpost.testing.StartedJobs;
import northpost.testing.TcpProxy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What can be wrong with a real Elasticsearch or with the way to it: nothing is lost, nothing
 * doubled, and the job says what is wrong. {@link ElasticsearchSinkITCase} has the kills.
 */
class ElasticsearchTroubleITCase {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int EVENTS = 2_000;
  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  @TempDir private static Path folder;

  private static ElasticsearchServer server;
  private static IndexReader elasticsearch;
  @RegisterExtension private final StartedJobs jobs = new StartedJobs();

  @BeforeAll
  static void startServer() throws Exception {
    server = ElasticsearchServer.start(ServersBuild.directory(), folder, Map.of());
    elasticsearch = new IndexReader(server.url());
    install(server.url());
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Test
  void waitsForASlowServerWithoutHoldingUpCheckpoints() throws Exception {
    try (TcpProxy proxy = TcpProxy.to(server.url())) {
      proxy.delay(Duration.ofMillis(200));
      proxy.bandwidth(100_000);
      JobClient job = start("slow", settings(proxy.url()), number -> decision("2022.01", number));
      Gate.of("slow").letThrough(EVENTS / 2);
      Passage.of("slow").awaitElements(EVENTS / 2, LIMIT);
      Passage.of("slow").awaitCheckpoints(2, LIMIT);
      Gate.of("slow").open();
      finish(job);
    }
    assertThat(Passage.of("slow").starts()).isEqualTo(1);
    assertAllIn("2022.01");
  }

  /** Elasticsearch has the documents and the sink does not know: it sends them again. */
  @Test
  void writesNothingTwiceWhereTheAnswersAreLost() throws Exception {
    try (TcpProxy proxy = TcpProxy.to(server.url())) {
      JobClient job = start("cut", settings(proxy.url()), number -> decision("2022.02", number));
      Gate.of("cut").letThrough(EVENTS / 4);
      awaitCount("northpost-decisions-2022.02", EVENTS / 4);
      proxy.cutAnswers(5);
      Gate.of("cut").open();
      finish(job);
      assertThat(proxy.cut()).isEqualTo(5);
    }
    assertThat(counter("cut", "bulkRetries")).isBetween(1L, 5L);
    assertThat(Passage.of("cut").starts()).isEqualTo(1);
    assertAllIn("2022.02");
  }

  @Test
  void sendsAgainWhatABusyServerTurnsAway(@TempDir Path work) throws Exception {
    Map<String, String> busy =
        Map.of(
            "indexing_pressure.memory.limit", "50kb",
            "thread_pool.write.size", "1",
            "thread_pool.write.queue_size", "1");
    try (ElasticsearchServer small =
        ElasticsearchServer.start(ServersBuild.directory(), work, busy)) {
      install(small.url());
      JobClient job = start("busy", settings(small.url()), number -> decision("2022.03", number));
      Gate.of("busy").open();
      finish(job);
      assertThat(new IndexReader(small.url()).count("northpost-decisions-2022.03"))
          .isEqualTo(EVENTS);
      assertThat(new IndexReader(small.url()).count("northpost-refused-*")).isZero();
    }
    assertThat(counter("busy", "bulkRetries")).isPositive();
    assertThat(counter("busy", "documentsSent")).isEqualTo(EVENTS);
    assertThat(Passage.of("busy").starts()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "disk-full, 2022.04, index.blocks.read_only_allow_delete, HTTP 429, cluster_block_exception",
    "write-block, 2022.05, index.blocks.write, HTTP 403, cluster_block_exception",
    "closed, 2022.06, , HTTP 400, index_closed_exception"
  })
  void keepsTheDocumentsOfAnIndexThatTakesNoneAndWritesThoseOfOthers(
      String name, String month, String setting, String status, String type) throws Exception {
    String index = "northpost-decisions-" + month;
    JobClient job =
        start(
            name,
            settings(server.url()),
            number -> number % 2 == 0 ? decision(month, number) : window(month, number));
    Gate.of(name).letThrough(EVENTS / 4);
    awaitCount(index, EVENTS / 8);
    if (setting == null) {
      elasticsearch.request("POST", "/" + index + "/_close", null);
    } else {
      set(index, setting, "true");
    }
    Gate.of(name).letThrough(EVENTS / 4);
    awaitText(name, "notTaking", status + ", " + type);
    assertThat(((Number) gauge(name, "notTakingMillis")).longValue()).isPositive();
    Passage.of(name).awaitElements(EVENTS / 2, LIMIT);
    Passage.of(name).awaitCheckpoints(2, LIMIT);
    awaitCount("northpost-funnel-" + month, EVENTS / 4);
    if (setting == null) {
      elasticsearch.request("POST", "/" + index + "/_open", null);
    } else {
      set(index, setting, "null");
    }
    Gate.of(name).open();
    finish(job);
    assertThat(gauge(name, "notTaking")).isEqualTo("");
    assertThat(elasticsearch.count(index)).isEqualTo(EVENTS / 2);
    assertThat(elasticsearch.count("northpost-funnel-" + month)).isEqualTo(EVENTS / 2);
    assertThat(counter(name, "documentsRefused")).isZero();
    assertThat(Passage.of(name).starts()).isEqualTo(1);
  }

  @Test
  void waitsForAnIndexThatMayNotBeCreated() throws Exception {
    JobClient job;
    elasticsearch.request(
        "PUT",
        "/_cluster/settings",
        "{\"persistent\":{\"action.auto_create_index\":\"-northpost-decisions-2022.07,+*\"}}");
    try {
      job = start("absent", settings(server.url()), number -> decision("2022.07", number));
      Gate.of("absent").letThrough(EVENTS / 2);
      awaitText("absent", "notTaking", "index_not_found_exception");
      Passage.of("absent").awaitCheckpoints(2, LIMIT);
    } finally {
      elasticsearch.request(
          "PUT", "/_cluster/settings", "{\"persistent\":{\"action.auto_create_index\":null}}");
    }
    Gate.of("absent").open();
    finish(job);
    assertAllIn("2022.07");
  }

  @Test
  void refusesWhatIsNotAsTheMappingWantsItWithTheReasonAndWritesTheOthers() throws Exception {
    JobClient job =
        start(
            "conflict",
            settings(server.url()),
            number ->
                number % 100 == 7 ? unagreed("2022.08", number) : decision("2022.08", number));
    Gate.of("conflict").open();
    finish(job);
    assertThat(elasticsearch.count("northpost-decisions-2022.08")).isEqualTo(EVENTS - EVENTS / 100);
    assertThat(elasticsearch.count("northpost-refused-2022.08")).isEqualTo(EVENTS / 100);
    var refused =
        elasticsearch.document("northpost-refused-2022.08", "northpost-decisions-2022.08|d-107");
    assertThat(refused.at("/_source/error/type").asText())
        .isEqualTo("strict_dynamic_mapping_exception");
    assertThat(refused.at("/_source/error/message").asText()).contains("[surname]");
    assertThat(refused.at("/_source/event/original").asText()).contains("\"surname\"");
    assertThat(counter("conflict", "documentsRefused")).isEqualTo(EVENTS / 100);
  }

  @Test
  void failsAtItsFirstStartWithoutATemplateThoughNoDocumentCameAndWaitsForItLater()
      throws Exception {
    String template = "/_index_template/northpost-latency";
    JobClient first =
        start("present", settings(server.url()), number -> decision("2022.09", number));
    Gate.of("present").letThrough(EVENTS / 2);
    awaitCount("northpost-decisions-2022.09", EVENTS / 2);
    String savepoint =
        first
            .stopWithSavepoint(
                false, folder.resolve("savepoints").toString(), SavepointFormatType.CANONICAL)
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    elasticsearch.request("DELETE", template, null);
    try {
      JobClient fresh =
          startWithoutCheckpoints("without", settings(server.url()), n -> decision("2022.09", n));
      assertThatThrownBy(() -> finish(fresh))
          .hasStackTraceContaining("got no index template northpost-latency, expected all of")
          .hasStackTraceContaining("./northpost elasticsearch install --url " + server.url());
      JobClient restored =
          start("later", settings(server.url()), savepoint, n -> decision("2022.09", n));
      Gate.of("later").letThrough(EVENTS / 4);
      awaitText("later", "notTaking", "ClusterRefusedException");
      Passage.of("later").awaitCheckpoints(1, LIMIT);
      install(server.url());
      Gate.of("later").open();
      finish(restored);
    } finally {
      install(server.url());
    }
    assertAllIn("2022.09");
  }

  @Test
  void writesToAServerWhoseAuthorityItTrusts() throws Exception {
    Certificates certificates = new Certificates(folder);
    try (TcpProxy proxy = TcpProxy.tls(server.url(), certificates.make("good"))) {
      JobClient job =
          start(
              "trusted",
              settings(proxy.url()).withCaFile(certificates.pem("good")),
              number -> decision("2022.10", number));
      Gate.of("trusted").open();
      finish(job);
    }
    assertAllIn("2022.10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stranger", "expired", "elsewhere"})
  void failsAtItsFirstStartWithWhatIsWrongWithTheCertificate(String fault) throws Exception {
    Certificates certificates = new Certificates(folder);
    String trusted = fault.equals("stranger") ? "other" : fault;
    try (TcpProxy proxy =
        switch (fault) {
          case "stranger" -> TcpProxy.tls(server.url(), certificates.make(fault));
          case "expired" -> TcpProxy.tls(server.url(), certificates.makeExpired(fault));
          default -> TcpProxy.tls(server.url(), certificates.makeForAnotherHost(fault));
        }) {
      if (!Files.exists(certificates.pem(trusted))) {
        certificates.make(trusted);
      }
      String url = proxy.url();
      JobClient job =
          startWithoutCheckpoints(
              fault,
              settings(url).withCaFile(certificates.pem(trusted)),
              number -> decision("2022.11", number));
      assertThatThrownBy(() -> finish(job))
          .hasStackTraceContaining("Elasticsearch at [" + url + "]: no trusted connection (")
          .hasStackTraceContaining(
              switch (fault) {
                case "expired" -> "NotAfter";
                case "elsewhere" -> "does not match the certificate subject";
                default -> "unable to find valid certification path";
              })
          .hasStackTraceContaining("in " + certificates.pem(trusted));
    }
    assertThat(elasticsearch.count("northpost-decisions-2022.11")).isEqualTo(-1);
  }

  @Test
  void failsAtItsFirstStartWithAWrongPasswordAndNeverShowsIt() throws Exception {
    Path secret = Files.writeString(folder.resolve("wrong-password"), "wrong-s3cret");
    try (PasswordGate gate = new PasswordGate(server.url(), "writer", "right-s3cret")) {
      JobClient job =
          startWithoutCheckpoints(
              "denied",
              settings(gate.url()).withPassword("writer", Secret.inFile(secret)),
              number -> decision("2022.12", number));
      assertThatThrownBy(() -> finish(job))
          .hasStackTraceContaining("Elasticsearch at [" + gate.url() + "] denies access")
          .hasStackTraceContaining("got user writer")
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret"));
    }
    assertThat(elasticsearch.count("northpost-decisions-2022.12")).isEqualTo(-1);
  }

  @Test
  void waitsWhereAPasswordStopsToBeGood() throws Exception {
    Path secret = Files.writeString(folder.resolve("password"), "s3cret");
    try (PasswordGate gate = new PasswordGate(server.url(), "writer", "s3cret")) {
      JobClient job = startBehind(gate, secret, "rotated", "2023.01");
      gate.expect("writer", "another");
      Gate.of("rotated").letThrough(EVENTS / 4);
      awaitText("rotated", "notTaking", "HTTP 401");
      Passage.of("rotated").awaitCheckpoints(2, LIMIT);
      gate.expect("writer", "s3cret");
      Gate.of("rotated").open();
      finish(job);
    }
    assertThat(Passage.of("rotated").starts()).isEqualTo(1);
    assertAllIn("2023.01");
  }

  @Test
  void goesOnWithThePasswordThatStandsInItsFileByThen() throws Exception {
    Path secret = Files.writeString(folder.resolve("replaced-password"), "s3cret");
    try (PasswordGate gate = new PasswordGate(server.url(), "writer", "s3cret")) {
      JobClient job = startBehind(gate, secret, "replaced", "2023.02");
      gate.expect("writer", "another");
      Gate.of("replaced").open();
      awaitText("replaced", "notTaking", "HTTP 401");
      Files.writeString(secret, "another");
      finish(job);
    }
    assertThat(Passage.of("replaced").starts()).isEqualTo(1);
    assertAllIn("2023.02");
  }

  /** A job of which half of the documents are taken already. */
  private JobClient startBehind(PasswordGate gate, Path secret, String name, String month)
      throws Exception {
    JobClient job =
        start(
            name,
            settings(gate.url()).withPassword("writer", Secret.inFile(secret)),
            number -> decision(month, number));
    Gate.of(name).letThrough(EVENTS / 2);
    awaitCount("northpost-decisions-" + month, EVENTS / 2);
    return job;
  }

  private static void assertAllIn(String month) throws Exception {
    assertThat(elasticsearch.count("northpost-decisions-" + month)).isEqualTo(EVENTS);
    assertThat(elasticsearch.count("northpost-refused-" + month)).isEqualTo(-1);
    for (int number = 0; number < EVENTS; number += 397) {
      assertThat(
              elasticsearch
                  .document("northpost-decisions-" + month, "d-" + number)
                  .at("/_source/event/id")
                  .asText())
          .isEqualTo("d-" + number);
    }
  }

  private static Document decision(String month, long number) {
    return document(month, number, "");
  }

  private static Document unagreed(String month, long number) {
    return document(month, number, ",\"surname\":\"x\"");
  }

  private static Document document(String month, long number, String more) {
    String json =
        "{\"@timestamp\":\"2022-01-01T00:00:00Z\",\"event\":{\"id\":\"d-"
            + number
            + "\"},\"northpost\":{\"port\":{\"code\":\"0712\"}}"
            + more
            + "}";
    return new Document(
        "northpost-decisions-" + month,
        "d-" + number,
        json.getBytes(StandardCharsets.UTF_8),
        Document.UNVERSIONED);
  }

  private static Document window(String month, long number) {
    Instant start =
        Instant.parse(month.replace('.', '-') + "-01T00:00:00Z").plusSeconds(60 * number);
    return FunnelDocument.of(
        new FunnelWindow(
            "PORT",
            "0712",
            null,
            null,
            null,
            null,
            start,
            start.plusSeconds(60),
            1,
            EncounterCounts.ZERO,
            EncounterCounts.ZERO,
            0));
  }

  private static void set(String index, String setting, String value) throws Exception {
    var answer =
        elasticsearch.request(
            "PUT", "/" + index + "/_settings", "{\"" + setting + "\":" + value + "}");
    assertThat(answer.path("acknowledged").asBoolean()).as(answer.toString()).isTrue();
  }

  private static void install(String url) throws Exception {
    try (ElasticsearchInstaller installer = new ElasticsearchInstaller(settings(url), 1, 0)) {
      installer.install();
    }
  }

  private JobClient start(
      String name, ElasticsearchSettings settings, PassageFunction.NumberedDocument documents)
      throws Exception {
    return start(name, settings, null, documents);
  }

  private JobClient start(
      String name,
      ElasticsearchSettings settings,
      String savepoint,
      PassageFunction.NumberedDocument documents)
      throws Exception {
    JobClient job =
        new PassageJob(settings, 1, EVENTS, folder.resolve("checkpoints"), 200)
            .start(name, savepoint, documents);
    jobs.add(job);
    return job;
  }

  /** What fails before its first checkpoint fails for good; no document comes through its gate. */
  private JobClient startWithoutCheckpoints(
      String name, ElasticsearchSettings settings, PassageFunction.NumberedDocument documents)
      throws Exception {
    JobClient job =
        new PassageJob(settings, 1, EVENTS, folder.resolve("checkpoints"), 0)
            .start(name, null, documents);
    jobs.add(job);
    return job;
  }

  private static void finish(JobClient job) throws Exception {
    job.getJobExecutionResult().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void awaitCount(String index, long least) throws Exception {
    Await.until(
        least + " documents in " + index,
        LIMIT,
        () -> elasticsearch.count(index) >= least,
        () -> elasticsearch.count(index));
  }

  private static void awaitText(String job, String metric, String part) throws Exception {
    Await.until(
        metric + " with " + part,
        LIMIT,
        () -> String.valueOf(gauge(job, metric)).contains(part),
        () -> gauge(job, metric));
  }

  /** Of the last attempt of a job. */
  private static Object gauge(String job, String metric) {
    return metrics(job, metric)
        .map(found -> ((Gauge<?>) found).getValue())
        .reduce((before, last) -> last)
        .orElse(null);
  }

  private static long counter(String job, String metric) {
    return metrics(job, metric).mapToLong(found -> ((Counter) found).getCount()).sum();
  }

  private static Stream<Metric> metrics(String job, String metric) {
    return METRICS.getMetricsByGroup().entrySet().stream()
        .filter(group -> job.equals(group.getKey().getAllVariables().get("<job_name>")))
        .map(group -> group.getValue().get(metric))
        .filter(Objects::nonNull);
  }

  private static String stackTrace(Throwable thrown) {
    java.io.StringWriter text = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  private static ElasticsearchSettings settings(String url) {
    return ElasticsearchSettings.of(List.of(url))
        .withBatch(200, 1 << 20)
        .withFlushIntervalMillis(100);
  }
}
