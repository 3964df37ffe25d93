package northpost.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import northpost.job.LocalFlink;
import northpost.job.NorthpostJob;
import northpost.job.OperatorIds;
import northpost.job.StreamTypes;
import northpost.sink.ElasticsearchSettings;
import northpost.sink.ElasticsearchSink;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that does nothing but bring documents of a feed to Elasticsearch by the real sink. */
final class DocumentJob implements AutoCloseable {
  private static final int LIMIT_MINUTES = 30;

  private final MiniCluster cluster;
  private final Path work;
  private JobID job;

  /**
   * Starts a Flink in this process.
   *
   * @param work takes its files
   */
  DocumentJob(Path work) throws Exception {
    this.work = Files.createDirectories(work);
    cluster = LocalFlink.start(configuration(work), 1);
  }

  /** Writes the documents 0 to count − 1 without checkpoints; what it took from the first on. */
  Cost write(DocumentFeed feed, ElasticsearchSettings settings, long count) throws Exception {
    submit(new NumberSequenceSource(0, count - 1), feed.name(), settings, configuration(work));
    requireSuccess(cluster.requestJobResult(job).get(LIMIT_MINUTES, TimeUnit.MINUTES));
    return Cost.since(feed.started());
  }

  /** Starts to write what the feed grants, with checkpoints, until it is told to come to an end. */
  void start(DocumentFeed feed, ElasticsearchSettings settings, long checkpointMillis)
      throws Exception {
    Configuration config = configuration(work);
    config.setString("execution.checkpointing.interval", checkpointMillis + " ms");
    String name = feed.name();
    TicketSource source = new TicketSource(() -> DocumentFeed.of(name).tickets());
    submit(source, name, settings, config);
  }

  /** Ends a started job when all it was given is written. */
  void drain() throws Exception {
    cluster
        .stopWithSavepoint(
            job, work.resolve("end").toUri().toString(), true, SavepointFormatType.CANONICAL)
        .get(LIMIT_MINUTES, TimeUnit.MINUTES);
    requireSuccess(cluster.requestJobResult(job).get(LIMIT_MINUTES, TimeUnit.MINUTES));
  }

  JobMetrics metrics() {
    return new JobMetrics(cluster, job);
  }

  long completedCheckpoints() throws Exception {
    return counts().getNumberOfCompletedCheckpoints();
  }

  long failedCheckpoints() throws Exception {
    return counts().getNumberOfFailedCheckpoints();
  }

  private org.apache.flink.runtime.checkpoint.CheckpointStatsCounts counts() throws Exception {
    return cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot().getCounts();
  }

  /**
   * @throws IllegalStateException when the job has ended
   */
  void requireRunning() throws Exception {
    try {
      requireSuccess(cluster.requestJobResult(job).get(0, TimeUnit.MILLISECONDS));
      throw new IllegalStateException("the job of documents has ended, expected it to run");
    } catch (TimeoutException e) {
      // It runs.
    }
  }

  private void submit(
      Source<Long, ?, ?> numbers, String feed, ElasticsearchSettings settings, Configuration config)
      throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
    env.configure(NorthpostJob.safeguards());
    env.setParallelism(1);
    env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
        .uid("bench-numbers")
        .map(number -> DocumentFeed.of(feed).document(number))
        .returns(StreamTypes.DOCUMENT)
        .uid("bench-documents")
        .sinkTo(new ElasticsearchSink(settings))
        .uid(OperatorIds.DOCUMENT_SINK)
        .name(OperatorIds.DOCUMENT_SINK);
    JobGraph graph = env.getStreamGraph().getJobGraph();
    job = graph.getJobID();
    cluster.submitJob(graph).get();
  }

  private static void requireSuccess(JobResult ended) {
    if (!ended.isSuccess()) {
      throw new IllegalStateException(
          "the job of documents failed, expected it to write them all",
          ended.getSerializedThrowable().orElse(null));
    }
  }

  @Override
  public void close() throws Exception {
    try {
      if (job != null && !cluster.requestJobResult(job).isDone()) {
        cluster.cancelJob(job).get();
      }
    } catch (ExecutionException e) {
      // It has ended already; what ended it was reported where it was waited for.
    } finally {
      cluster.close();
    }
  }

  private static Configuration configuration(Path work) {
    Map<String, String> all = new HashMap<>(LocalFlink.settings(work));
    all.put("state.backend.type", "hashmap");
    all.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    all.put("restart-strategy.type", "none");
    all.put("taskmanager.memory.network.min", "64m");
    all.put("taskmanager.memory.network.max", "64m");
    all.put("taskmanager.numberOfTaskSlots", "1");
    all.put("metrics.fetcher.update-interval", "100 ms");
    return Configuration.fromMap(all);
  }
}
