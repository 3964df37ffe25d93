package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import northpost.domain.EncounterCounts;
import northpost.domain.FunnelWindow;
import northpost.embedded.ElasticsearchServer;
import northpost.testing.ServersBuild;
import northpost.testing.StartedJobs;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The sink in a job on a MiniCluster, with a server of its own that it may kill. */
class ElasticsearchSinkITCase {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int EVENTS = 6_000;
  private static final int READERS = 2;
  private static final int POISON_EVERY = 500;
  private static final int POISON = EVENTS / POISON_EVERY;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(READERS)
              .build());

  @RegisterExtension private final StartedJobs jobs = new StartedJobs();
  private static ElasticsearchServer server;
  private static IndexReader elasticsearch;
  private static Path checkpoints;

  @BeforeAll
  static void startServer(@TempDir Path work, @TempDir Path checkpointFolder) throws Exception {
    checkpoints = checkpointFolder;
    server = ElasticsearchServer.start(ServersBuild.directory(), work, Map.of());
    elasticsearch = new IndexReader(server.url());
    try (ElasticsearchInstaller installer = new ElasticsearchInstaller(settings(), 1, 0)) {
      installer.install();
    }
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Test
  void writesEveryDocumentOnceThroughAFailureAndARestart() throws Exception {
    Passage passage = Passage.of("failure");
    JobClient job = job("failure", null, number -> decision("2021.01", number));
    Gate.of("failure").letThrough(EVENTS / 2 / READERS);
    passage.awaitElements(EVENTS / 2, LIMIT);
    passage.awaitCheckpoints(2, LIMIT);
    passage.failAtNextElement();
    Gate.of("failure").open();
    finish(job);
    assertThat(passage.starts()).as("starts of subtasks").isEqualTo(READERS + 1);
    assertAllIn("2021.01");
  }

  @Test
  void completesCheckpointsAndLosesNothingWhileTheServerIsAway() throws Exception {
    Passage passage = Passage.of("outage");
    JobClient job = job("outage", null, number -> decision("2021.02", number));
    Gate.of("outage").letThrough(EVENTS / 2 / READERS);
    passage.awaitElements(EVENTS / 4, LIMIT);
    server.kill();
    try {
      Gate.of("outage").letThrough(EVENTS / 4 / READERS);
      passage.awaitElements(EVENTS * 3L / 4, LIMIT);
      passage.awaitCheckpoints(3, LIMIT);
      assertThat(server.isAlive()).isFalse();
    } finally {
      server.restart();
    }
    Gate.of("outage").open();
    finish(job);
    assertThat(passage.starts()).as("starts of subtasks").isEqualTo(READERS);
    assertAllIn("2021.02");
  }

  @Test
  void carriesUnsentDocumentsThroughASavepoint(@TempDir Path savepoints) throws Exception {
    Passage passage = Passage.of("savepoint");
    JobClient job = job("savepoint", null, number -> decision("2021.03", number));
    String savepoint;
    server.kill();
    try {
      Gate.of("savepoint").letThrough(EVENTS / 2 / READERS);
      passage.awaitElements(EVENTS / 2, LIMIT);
      savepoint =
          job.stopWithSavepoint(false, savepoints.toString(), SavepointFormatType.CANONICAL)
              .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } finally {
      server.restart();
    }
    JobClient restored = job("restored", savepoint, number -> decision("2021.03", number));
    Gate.of("restored").open();
    finish(restored);
    assertAllIn("2021.03");
  }

  @Test
  void keepsTheNewestVersionWhateverTheOrder() throws Exception {
    int windows = EVENTS / 3;
    JobClient job = job("versions", null, number -> window(windows, number));
    Gate.of("versions").open();
    finish(job);
    String index = "northpost-funnel-2021.04";
    assertThat(elasticsearch.count(index)).isEqualTo(windows);
    for (int i = 0; i < windows; i += 97) {
      JsonNode found = elasticsearch.document(index, window(windows, i).id());
      assertThat(found.path("_version").asLong()).isEqualTo(3);
      assertThat(found.at("/_source/northpost/funnel/presented").asLong()).isEqualTo(3);
    }
  }

  private static void assertAllIn(String month) throws Exception {
    assertThat(elasticsearch.count("northpost-decisions-" + month)).isEqualTo(EVENTS - POISON);
    assertThat(elasticsearch.count("northpost-refused-" + month)).isEqualTo(POISON);
    String index = "northpost-decisions-" + month;
    JsonNode refused = elasticsearch.document("northpost-refused-" + month, index + "|d-17");
    assertThat(refused.at("/_source/error/code").asText()).isEqualTo("400");
    assertThat(refused.at("/_source/error/message").asText())
        .contains("northpost.decision.threshold");
    assertThat(refused.at("/_source/event/original").asText()).contains("\"high\"");
  }

  private static Document decision(String month, long number) {
    String threshold = number % POISON_EVERY == 17 ? "\"high\"" : "0.7";
    String json =
        "{\"@timestamp\":\"2021-01-01T00:00:00Z\",\"northpost\":{\"port\":{\"code\":\"07%02d\"},"
                .formatted(number % 9)
            + "\"decision\":{\"outcome\":\"MATCH\",\"threshold\":"
            + threshold
            + "}}}";
    return new Document(
        "northpost-decisions-" + month,
        "d-" + number,
        json.getBytes(StandardCharsets.UTF_8),
        Document.UNVERSIONED);
  }

  /** The version 3 of each window first, then 1, then 2; the count is the version. */
  private static Document window(int windows, long number) {
    long version = number < windows ? 3 : number / windows;
    Instant start = Instant.parse("2021-04-01T00:00:00Z").plusSeconds(60 * (number % windows));
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
            version,
            new EncounterCounts(0, 0, 0, 0, 0, version, 0, 0, 0, 0, 0, 0, 0, 0),
            EncounterCounts.ZERO,
            0));
  }

  private JobClient job(String name, String savepoint, PassageFunction.NumberedDocument documents)
      throws Exception {
    JobClient job =
        new PassageJob(settings(), READERS, EVENTS, checkpoints, 200)
            .start(name, savepoint, documents);
    jobs.add(job);
    return job;
  }

  private static void finish(JobClient job) throws Exception {
    job.getJobExecutionResult().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static ElasticsearchSettings settings() {
    return ElasticsearchSettings.of(List.of(server.url()))
        .withBatch(250, 1 << 20)
        .withFlushIntervalMillis(200);
  }
}
