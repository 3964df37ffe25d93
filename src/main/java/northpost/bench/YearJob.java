package northpost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import northpost.gallery.ProbeOrder;
import northpost.job.Configurations;
import northpost.job.FileInputs;
import northpost.job.Inputs;
import northpost.job.LocalFlink;
import northpost.job.NorthpostJob;
import northpost.job.NorthpostOptions;
import northpost.job.OperatorIds;
import northpost.job.Outputs;
import northpost.job.Topology;
import northpost.job.TopologySettings;
import northpost.simulation.SimulatedYear;
import northpost.simulation.SimulatedYearSource;
import northpost.source.ArrivalWatermarks;
import northpost.source.PortRegistryYaml;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole topology over a simulated year, on Flink in this process. */
final class YearJob implements AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  /** Captures of a part come in order; this only rounds. */
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(1);

  /** A part is read to its end without a pause. */
  private static final Duration NEVER_IDLE = Duration.ofDays(1);

  /** How far one reader may be ahead of another, in event time: it bounds what state must hold. */
  private static final Duration AHEAD = Duration.ofHours(3);

  private static final Duration ALIGNED_EVERY = Duration.ofMillis(100);
  private static final String ALIGNED = "captures";

  private final MiniCluster cluster;
  private final JobID job;
  private final JobVertexID gallery;
  private final CompletableFuture<JobResult> result;
  private long lastCheckpoint;

  private YearJob(MiniCluster cluster, JobID job, JobVertexID gallery) {
    this.cluster = cluster;
    this.job = job;
    this.gallery = gallery;
    result = cluster.requestJobResult(job);
  }

  static YearJob start(
      SimulatedYear year,
      YearBenchmark.Settings settings,
      int parallelism,
      Outputs outputs,
      Path work,
      Path savepoint)
      throws Exception {
    Configuration config = configuration(settings, parallelism, work, savepoint);
    Configurations.check(config);
    MiniCluster cluster = LocalFlink.start(config, parallelism);
    try {
      StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
      env.configure(NorthpostJob.safeguards());
      env.setParallelism(parallelism);
      Topology.build(env, inputs(year, config, work), outputs, topology(config));
      JobGraph graph = env.getStreamGraph().getJobGraph();
      cluster.submitJob(graph).get();
      return new YearJob(cluster, graph.getJobID(), vertexOf(graph, OperatorIds.GALLERY_MATCH));
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  /** Nothing comes beside the captures: the gallery is loaded, and no policy but the default is. */
  private static Inputs inputs(SimulatedYear year, Configuration config, Path work)
      throws IOException {
    Path empty = Files.createFile(work.resolve("empty.ndjson"));
    Inputs files = FileInputs.of(empty, empty, empty, empty, PortRegistryYaml.shipped(), config);
    return new Inputs(
        new SimulatedYearSource(year),
        ArrivalWatermarks.captures(OUT_OF_ORDERNESS, NEVER_IDLE)
            .withWatermarkAlignment(ALIGNED, AHEAD, ALIGNED_EVERY),
        files.references(),
        files.referenceTime(),
        files.policies(),
        files.policyTime(),
        files.adjudications(),
        files.adjudicationTime());
  }

  /** Those of a replay, but each probe is compared as it arrives. */
  private static TopologySettings topology(Configuration config) {
    TopologySettings replay = TopologySettings.replay(config);
    return replay.withMatch(replay.match().in(ProbeOrder.ARRIVAL));
  }

  private static JobVertexID vertexOf(JobGraph graph, String operator) {
    for (JobVertex vertex : graph.getVertices()) {
      if (vertex.getName().contains(operator)) {
        return vertex.getID();
      }
    }
    throw new IllegalStateException("no vertex with " + operator + ", expected one");
  }

  /** Waits a moment; whether the job has ended since. */
  boolean isOver() throws InterruptedException {
    try {
      result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the result of the replay cannot be had", e);
    }
  }

  /** The checkpoints that were completed since the last look, with how far the replay now is. */
  void takeCheckpoints(long atMillis, long decisions, YearSamples samples) throws Exception {
    if (result.isDone() || atMillis == Long.MIN_VALUE) {
      return;
    }
    CompletedCheckpointStats latest =
        cluster
            .getExecutionGraph(job)
            .get()
            .getCheckpointStatsSnapshot()
            .getHistory()
            .getLatestCompletedCheckpoint();
    if (latest == null || latest.getCheckpointId() <= lastCheckpoint) {
      return;
    }
    lastCheckpoint = latest.getCheckpointId();
    TaskStateStats ofGallery = latest.getTaskStateStats(gallery);
    samples.add(
        atMillis,
        decisions,
        latest.getStateSize(),
        ofGallery == null ? 0 : ofGallery.getStateSize(),
        latest.getEndToEndDuration());
  }

  /**
   * @throws IllegalStateException when the job did not end by reading all captures
   */
  void requireFinished() throws Exception {
    JobResult ended = result.get();
    if (!ended.isSuccess()) {
      throw new IllegalStateException(
          "the replay failed, expected it to read all captures",
          ended.getSerializedThrowable().orElse(null));
    }
  }

  @Override
  public void close() throws Exception {
    try {
      if (!result.isDone()) {
        cluster.cancelJob(job).get();
      }
    } finally {
      cluster.close();
    }
  }

  /** Northpost's settings of a run. */
  static Configuration northpost(YearBenchmark.Settings settings) {
    Map<String, String> all = new HashMap<>();
    all.put(NorthpostOptions.GIVEN_FACES.key(), "true");
    all.put(NorthpostOptions.GALLERY_SHARDS.key(), Integer.toString(settings.shards()));
    all.put(
        NorthpostOptions.MODELS_DIRECTORY.key(),
        Path.of(System.getProperty("northpost.home", "."), "models").toString());
    all.putAll(settings.flink());
    return Configuration.fromMap(all);
  }

  private static Configuration configuration(
      YearBenchmark.Settings settings, int parallelism, Path work, Path savepoint) {
    Map<String, String> all = new HashMap<>();
    all.put("state.backend.type", settings.backend());
    all.put("execution.checkpointing.incremental", "true");
    all.put(
        "execution.checkpointing.interval",
        Math.round(1000 * settings.checkpointSeconds()) + " ms");
    // A file of state is some tens of megabytes; the default writes it 4 kB at a time.
    all.put("execution.checkpointing.write-buffer-size", "1048576");
    all.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    all.put("execution.state-recovery.path", savepoint.toUri().toString());
    // No record is changed once it is made, so operators of a chain may share it.
    all.put("pipeline.object-reuse", "true");
    all.put("pipeline.auto-watermark-interval", "50 ms");
    all.put("restart-strategy.type", "none");
    all.put("taskmanager.memory.managed.size", "512m");
    all.put("taskmanager.memory.network.min", "128m");
    all.put("taskmanager.memory.network.max", "128m");
    all.put("taskmanager.numberOfTaskSlots", Integer.toString(parallelism));
    all.put("io.tmp.dirs", work.resolve("flink").toString());
    all.put("web.tmpdir", work.resolve("web").toString());
    all.put("rest.port", "0");
    all.put("rest.bind-port", "0");
    all.put("rest.address", "127.0.0.1");
    all.put("rest.bind-address", "127.0.0.1");
    all.putAll(northpost(settings).toMap());
    return Configuration.fromMap(all);
  }
}
