package northpost.upgrade;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import northpost.domain.Decision;
import northpost.encounter.EncounterSettings;
import northpost.face.FacePipelines;
import northpost.gallery.MatchSettings;
import northpost.gallery.ProbeOrder;
import northpost.job.Inputs;
import northpost.job.LocalFlink;
import northpost.job.NorthpostJob;
import northpost.job.Outputs;
import northpost.job.Topology;
import northpost.job.TopologySettings;
import northpost.sink.TakenDocuments;
import northpost.source.AdjudicationArrival;
import northpost.source.ArrivalWatermarks;
import northpost.source.CaptureArrival;
import northpost.source.PolicyArrival;
import northpost.source.ReferenceArrival;
import northpost.testing.Policies;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** The whole topology over {@link Traffic}, in event time, as a replay has it. */
final class ReleasedJob {
  static final int SHARDS = 12;
  private static final Duration OUT_OF_ORDERNESS = Duration.ofMinutes(30);

  private final Path work;
  private final int parallelism;
  private final String backend;
  private final Path savepoint;

  /**
   * A job.
   *
   * @param work takes its files
   * @param backend {@code rocksdb} or {@code hashmap}
   * @param savepoint to start from; null for none
   */
  ReleasedJob(Path work, int parallelism, String backend, Path savepoint) {
    this.work = work;
    this.parallelism = parallelism;
    this.backend = backend;
    this.savepoint = savepoint;
  }

  JobClient start() throws Exception {
    StreamExecutionEnvironment env = environment();
    return env.executeAsync(env.getStreamGraph());
  }

  /** Starts the job with an operator under another uid. */
  JobClient startWithout(String uid) throws Exception {
    StreamExecutionEnvironment env = environment();
    StreamGraph graph = env.getStreamGraph();
    int node =
        graph.getStreamNodes().stream()
            .filter(each -> uid.equals(each.getTransformationUID()))
            .mapToInt(StreamNode::getId)
            .findAny()
            .orElseThrow();
    graph.setTransformationUID(node, "another-" + uid);
    return env.executeAsync(graph);
  }

  private StreamExecutionEnvironment environment() {
    Map<String, String> all = new HashMap<>(LocalFlink.settings(work));
    all.put("taskmanager.memory.managed.size", "512m");
    all.put("taskmanager.memory.network.min", "256m");
    all.put("taskmanager.memory.network.max", "256m");
    all.put("state.backend.type", backend);
    all.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    all.put("execution.checkpointing.data-inline-threshold", "1 mb");
    all.put("pipeline.auto-watermark-interval", "20 ms");
    if (savepoint != null) {
      all.put("execution.state-recovery.path", savepoint.toUri().toString());
      all.put("execution.state-recovery.ignore-unclaimed-state", "false");
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, Configuration.fromMap(all));
    env.configure(NorthpostJob.safeguards());
    Topology.build(
        env,
        new Inputs(
            new SplitTraffic<>(Traffic.Stream.CAPTURES, CaptureArrival.class),
            ArrivalWatermarks.captures(OUT_OF_ORDERNESS, Duration.ofDays(1)),
            new SplitTraffic<>(Traffic.Stream.REFERENCES, ReferenceArrival.class),
            new WhenRead<>(Traffic.Stream.REFERENCES),
            new SplitTraffic<>(Traffic.Stream.POLICIES, PolicyArrival.class),
            new WhenRead<>(Traffic.Stream.POLICIES),
            new SplitTraffic<>(Traffic.Stream.ADJUDICATIONS, AdjudicationArrival.class),
            new WhenRead<>(Traffic.Stream.ADJUDICATIONS)),
        new Outputs(
            new EachDecision(),
            new Nowhere<>(),
            null,
            null,
            null,
            null,
            null,
            null,
            new TakenDocuments()),
        new TopologySettings(
            new FacePipelines(models(), "cpu"),
            SHARDS,
            0,
            new MatchSettings(ProbeOrder.EVENT_TIME, 32, 2, 1L << 30, SHARDS),
            Policies.system(),
            true,
            new EncounterSettings(300_000, 86_400_000),
            6));
    return env;
  }

  /** Loaded at the start, though every face here is given. */
  private static String models() {
    return Path.of(System.getProperty("northpost.home", "."), "models").toString();
  }

  /** Event time waits for the stream until it has been read, and then no more. */
  private record WhenRead<T>(Traffic.Stream stream) implements WatermarkStrategy<T> {
    @Override
    public WatermarkGenerator<T> createWatermarkGenerator(
        org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier.Context context) {
      return new WatermarkGenerator<>() {
        @Override
        public void onEvent(T event, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
          if (Trial.complete(stream)) {
            output.emitWatermark(new Watermark(Long.MAX_VALUE));
          }
        }
      };
    }
  }

  private static final class EachDecision implements Sink<Decision> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<Decision> createWriter(WriterInitContext context) {
      return new Writer<>() {
        @Override
        public void write(Decision decision, Context where) {
          Trial.decision(decision);
        }
      };
    }
  }

  private static final class Nowhere<T> implements Sink<T> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
      return new Writer<>() {
        @Override
        public void write(T element, Context where) {}
      };
    }
  }

  private abstract static class Writer<T> implements SinkWriter<T> {
    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
