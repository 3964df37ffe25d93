package northpost.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import northpost.domain.Decision;
import northpost.domain.PolicyUpdate;
import northpost.domain.Probe;
import northpost.domain.ReferenceUpdate;
import northpost.job.LocalFlink;
import northpost.job.NorthpostJob;
import northpost.job.NorthpostOptions;
import northpost.job.OperatorIds;
import northpost.job.StreamTypes;
import northpost.job.Topology;
import northpost.job.TopologySettings;
import northpost.sink.DecisionDocument;
import northpost.sink.Document;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The stages of the job from routing to decision, on Flink in this process, with RocksDB and
 * incremental checkpoints to a local folder. Checkpoints are made when asked for.
 */
final class JobUnderTest implements AutoCloseable {
  private static final long PAUSE_NANOS = 2_000_000;

  /**
   * To ask whether all tasks run costs a copy of the job's graph, which the start itself waits for.
   */
  private static final long START_PAUSE_NANOS = 50_000_000;

  private static final long PACE_PAUSE_NANOS = 5_000_000;
  private static final long LIMIT_MINUTES = 30;
  private static final long CHECK_SECONDS = 2;

  private final MiniCluster cluster;
  private final JobID job;
  private final Feed feed;
  private final JobMetrics metrics;

  private JobUnderTest(MiniCluster cluster, JobID job, Feed feed) {
    this.cluster = cluster;
    this.job = job;
    this.feed = feed;
    metrics = new JobMetrics(cluster, job);
  }

  /**
   * Starts the job; it runs when this returns.
   *
   * @param work takes state and checkpoints
   * @param checkpoint path of the checkpoint to start from, or null
   */
  static JobUnderTest start(Feed feed, int parallelism, Path work, String checkpoint)
      throws Exception {
    return start(feed, parallelism, work, checkpoint, null);
  }

  /**
   * Starts the job with its decisions written as documents too.
   *
   * @param documents null: only decisions are made
   */
  static JobUnderTest start(
      Feed feed, int parallelism, Path work, String checkpoint, Sink<Document> documents)
      throws Exception {
    Configuration config = configuration(parallelism, work, checkpoint);
    MiniCluster cluster = LocalFlink.start(config, parallelism);
    try {
      JobGraph graph = graph(feed, parallelism, config, documents);
      cluster.submitJob(graph).get();
      JobUnderTest started = new JobUnderTest(cluster, graph.getJobID(), feed);
      started.until(started::allTasksRun, START_PAUSE_NANOS);
      return started;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  private static JobGraph graph(
      Feed feed, int parallelism, Configuration config, Sink<Document> documents) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
    env.configure(NorthpostJob.safeguards());
    env.setParallelism(parallelism);
    String name = feed.name();
    DataStream<Probe> probes =
        tickets(env, "PROBES", () -> Feed.of(name).probes())
            .keyBy(ticket -> ticket)
            .map(ticket -> probe(Feed.of(name), ticket))
            .uid("bench-probes")
            .returns(StreamTypes.PROBE);
    DataStream<ReferenceUpdate> references =
        tickets(env, "REFERENCES", () -> Feed.of(name).references())
            .assignTimestampsAndWatermarks(loaded())
            .uid("bench-references-loaded")
            .map(ticket -> Feed.of(name).travellers().reference(ticket))
            .uid("bench-references")
            .returns(StreamTypes.REFERENCE_UPDATE);
    DataStream<PolicyUpdate> policies =
        tickets(env, "NONE", () -> new Tickets((ticket, round) -> 0))
            .map(ticket -> PolicyUpdate.withdraw("none"))
            .uid("bench-policies")
            .returns(PolicyUpdate.class);
    DataStream<Decision> decisions =
        Topology.decisions(probes, references, policies, TopologySettings.live(config));
    decisions.sinkTo(new TallySink(name)).uid("bench-sink");
    if (documents != null) {
      decisions
          .map(DecisionDocument::of)
          .returns(StreamTypes.DOCUMENT)
          .uid(OperatorIds.DECISION_DOCUMENTS)
          .name(OperatorIds.DECISION_DOCUMENTS)
          .rebalance() // the sink is a task of its own, as in the whole job
          .sinkTo(documents)
          .uid(OperatorIds.DOCUMENT_SINK)
          .name(OperatorIds.DOCUMENT_SINK);
    }
    return env.getStreamGraph().getJobGraph();
  }

  /** The measurement itself waits until the gallery is loaded: the job need not. */
  private static WatermarkStrategy<Long> loaded() {
    return context ->
        new WatermarkGenerator<>() {
          @Override
          public void onEvent(Long ticket, long timestamp, WatermarkOutput output) {}

          @Override
          public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(ReferenceUpdate.LOADED_WATERMARK));
          }
        };
  }

  private static Probe probe(Feed feed, long ticket) {
    return feed.travellers().probe(ticket, feed.probes().round().uniform());
  }

  private static SingleOutputStreamOperator<Long> tickets(
      StreamExecutionEnvironment env, String kind, TicketSource.Given given) {
    return env.fromSource(
            new TicketSource(given), WatermarkStrategy.noWatermarks(), "tickets-" + kind)
        .uid("bench-tickets-" + kind);
  }

  /** Lets references in and waits until the gallery has them; the checkpoint that proves it. */
  CompletedCheckpointStats admitReferences(int count) throws Exception {
    long end = feed.references().grant(count, 0, false).end();
    until(() -> feed.references().given() >= end);
    // Its barrier follows the last of them through the gallery.
    return checkpoint();
  }

  /** Waits until all probes of a round are decided. */
  void await(Tally tally) throws Exception {
    while (true) {
      try {
        tally.done().get(CHECK_SECONDS, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException e) {
        requireRunning();
      }
    }
  }

  /** Makes a checkpoint, incremental where the one before allows it. */
  CompletedCheckpointStats checkpoint() throws Exception {
    return checkpoint(CheckpointType.INCREMENTAL);
  }

  /** Makes a checkpoint that needs no other. */
  CompletedCheckpointStats fullCheckpoint() throws Exception {
    return checkpoint(CheckpointType.FULL);
  }

  /** Makes checkpoints at a pace until it is over; their durations, in ms, go to the list. */
  void checkpointUntil(AtomicBoolean over, CheckpointPace pace, List<Long> durations) {
    try {
      for (long due = pace.first(System.nanoTime()); waited(due, over); ) {
        long triggered = System.nanoTime();
        durations.add(checkpoint().getEndToEndDuration());
        due = pace.next(triggered, System.nanoTime());
      }
    } catch (Exception e) {
      throw new IllegalStateException("a checkpoint of the measured job failed", e);
    }
  }

  /** False when it is over before that time has come. */
  private static boolean waited(long due, AtomicBoolean over) {
    while (!over.get() && System.nanoTime() - due < 0) {
      LockSupport.parkNanos(PACE_PAUSE_NANOS);
    }
    return !over.get();
  }

  private CompletedCheckpointStats checkpoint(CheckpointType type) throws Exception {
    long id = cluster.triggerCheckpoint(job, type).get(LIMIT_MINUTES, TimeUnit.MINUTES);
    while (true) {
      var stats = cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot().getHistory();
      if (stats.getCheckpointById(id) instanceof CompletedCheckpointStats completed) {
        return completed;
      }
      requireRunning();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  JobMetrics metrics() {
    return metrics;
  }

  void until(BooleanSupplier condition) throws Exception {
    until(condition, PAUSE_NANOS);
  }

  private void until(BooleanSupplier condition, long pauseNanos) throws Exception {
    long look = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - look > TimeUnit.SECONDS.toNanos(CHECK_SECONDS)) {
        requireRunning();
        look = System.nanoTime();
      }
      LockSupport.parkNanos(pauseNanos);
    }
  }

  private boolean allTasksRun() {
    var graph = cluster.getExecutionGraph(job).join();
    for (var vertex : graph.getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return graph.getState() == JobStatus.RUNNING;
  }

  private void requireRunning() throws Exception {
    var graph = cluster.getExecutionGraph(job).get();
    if (graph.getState().isTerminalState() || graph.getState() == JobStatus.FAILING) {
      var failure = graph.getFailureInfo();
      throw new IllegalStateException(
          "the measured job is "
              + graph.getState()
              + ", expected RUNNING: "
              + (failure == null ? "no cause known" : failure.getExceptionAsString()));
    }
  }

  @Override
  public void close() throws Exception {
    try {
      cluster.cancelJob(job).get();
      cluster.requestJobResult(job).get();
    } catch (ExecutionException e) {
      // It has ended already; what ended it was reported where it was waited for.
    } finally {
      cluster.close();
    }
  }

  static Configuration settings() {
    return Configuration.fromMap(
        Map.of(
            NorthpostOptions.MAX_INDEX_MEMORY.key(),
            "16g",
            // Probes are given all at once, and all are to be compared.
            NorthpostOptions.TIME_BUDGET.key(),
            "1 h",
            "parallelism.default",
            "1"));
  }

  private static Configuration configuration(int parallelism, Path work, String checkpoint) {
    Map<String, String> all = LocalFlink.settings(work);
    all.putAll(settings().toMap());
    all.put("state.backend.type", "rocksdb");
    // Far off: the measurement asks for each checkpoint itself.
    all.put("execution.checkpointing.interval", "24 h");
    all.put("execution.checkpointing.mode", "EXACTLY_ONCE");
    all.put("execution.checkpointing.incremental", "true");
    all.put("execution.checkpointing.timeout", "20 min");
    all.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    all.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    all.put("execution.buffer-timeout.interval", "5 ms");
    all.put("restart-strategy.type", "none");
    all.put("taskmanager.memory.network.min", "128m");
    all.put("taskmanager.memory.network.max", "128m");
    all.put("taskmanager.numberOfTaskSlots", Integer.toString(parallelism));
    all.put("metrics.fetcher.update-interval", "100 ms");
    if (checkpoint != null) {
      all.put("execution.state-recovery.path", checkpoint);
    }
    return Configuration.fromMap(all);
  }
}
