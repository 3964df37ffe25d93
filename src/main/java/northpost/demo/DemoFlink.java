package northpost.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import northpost.job.LocalFlink;
import northpost.job.NorthpostJob;
import northpost.job.NorthpostOptions;
import northpost.job.OperatorIds;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Flink in this process, with RocksDB, checkpoints and the web page, running the job. */
final class DemoFlink implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STOP_SECONDS = 20;

  private final MiniCluster cluster;
  private final JobID job;
  private final HttpClient http = HttpClient.newHttpClient();

  private DemoFlink(MiniCluster cluster, JobID job) {
    this.cluster = cluster;
    this.job = job;
  }

  static DemoFlink start(DemoSettings settings, Path work, String kafka, String elasticsearch)
      throws Exception {
    Configuration config = configuration(settings, work, kafka, elasticsearch);
    MiniCluster cluster = LocalFlink.start(config, settings.parallelism());
    try {
      StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
      env.setParallelism(settings.parallelism());
      NorthpostJob.build(env, config);
      StreamGraph stream = env.getStreamGraph();
      stream.setJobName(NorthpostJob.NAME);
      JobGraph graph = stream.getJobGraph();
      cluster.submitJob(graph).get();
      return new DemoFlink(cluster, graph.getJobID());
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  String webPage() {
    return cluster.getRestAddress().join().toString();
  }

  /** Fails when the job has ended or restarts: a demo does not go on as if nothing had happened. */
  void requireRunning() throws Exception {
    var status = cluster.getJobStatus(job).get(10, TimeUnit.SECONDS);
    if (status.isTerminalState() || status == JobStatus.FAILING || status == JobStatus.RESTARTING) {
      throw new IllegalStateException(
          "the job is " + status + ", expected RUNNING; target/northpost.log says why");
    }
  }

  /** References in the gallery, by the job's own metric. */
  long galleryReferences() throws IOException, InterruptedException {
    String vertex = vertexOf(OperatorIds.GALLERY_MATCH);
    if (vertex == null) {
      return 0;
    }
    JsonNode sums =
        get(
            "/jobs/"
                + job
                + "/vertices/"
                + vertex
                + "/subtasks/metrics?agg=sum&get="
                + OperatorIds.GALLERY_MATCH
                + ".northpost.galleryReferences");
    return sums.isEmpty() ? 0 : sums.get(0).path("sum").asLong();
  }

  private String vertexOf(String operator) throws IOException, InterruptedException {
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      if (vertex.path("name").asText().contains(operator)) {
        return vertex.path("id").asText();
      }
    }
    return null;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(webPage() + path)).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() throws Exception {
    try {
      cluster.cancelJob(job).get(STOP_SECONDS, TimeUnit.SECONDS);
      cluster.requestJobResult(job).get(STOP_SECONDS, TimeUnit.SECONDS);
    } finally {
      cluster.close();
    }
  }

  private static Configuration configuration(
      DemoSettings settings, Path work, String kafka, String elasticsearch) {
    Map<String, String> all = LocalFlink.settings(work);
    all.put("state.backend.type", "rocksdb");
    all.put("execution.checkpointing.interval", "5 s");
    all.put("execution.checkpointing.mode", "EXACTLY_ONCE");
    all.put("execution.checkpointing.incremental", "true");
    all.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    // A record crosses four network edges; each may wait this long for company.
    all.put("execution.buffer-timeout.interval", "5 ms");
    all.put("restart-strategy.type", "exponential-delay");
    all.put("taskmanager.memory.network.max", "128m");
    all.put("web.log.path", settings.target().resolve("northpost.log").toString());
    all.put("metrics.fetcher.update-interval", "500 ms");
    all.put("web.refresh-interval", "500 ms");
    all.put(NorthpostOptions.BOOTSTRAP_SERVERS.key(), kafka);
    all.put(NorthpostOptions.ELASTICSEARCH_URLS.key(), elasticsearch);
    all.put(NorthpostOptions.MODELS_DIRECTORY.key(), settings.models().toString());
    all.put(NorthpostOptions.MAX_OUT_OF_ORDERNESS.key(), "2 s");
    all.put(NorthpostOptions.IDLE_AFTER.key(), "5 s");
    // Two photos of a traveller are at most 15 s apart, and nobody wants to wait for minutes.
    all.put(NorthpostOptions.ENCOUNTER_GAP.key(), "20 s");
    // One machine is all ports, cameras, brokers and indexes at once: it shows, it need not hurry.
    all.put(NorthpostOptions.TIME_BUDGET.key(), "60 s");
    return Configuration.fromMap(all);
  }
}
