package northpost.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import northpost.sink.json.AnomalyJson;
import northpost.sink.json.DeadLetterJson;
import northpost.sink.json.DecisionJson;
import northpost.sink.json.EncounterJson;
import northpost.sink.json.ErrorRateJson;
import northpost.sink.json.FunnelJson;
import northpost.sink.json.LatencyJson;
import northpost.sink.json.OutcomeJson;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.util.function.SerializableFunction;

/** Files as outputs: one folder of part files for each kind, a line of JSON a record. */
public final class FileOutputs {
  public static final String DECISIONS = "decisions";
  public static final String REJECTED = "rejected";
  public static final String FUNNEL = "funnel";
  public static final String LATENCY = "latency";
  public static final String ANOMALIES = "anomalies";
  public static final String ERROR_RATES = "error-rates";

  public static final String ENCOUNTERS = "encounters";
  public static final String OUTCOMES = "outcomes";

  private FileOutputs() {}

  /** All but the encounters, one of which may be a line for each traveller. */
  public static Outputs under(Path parts) {
    return under(parts, false);
  }

  /**
   * @param encounters whether encounters are written too
   */
  public static Outputs under(Path parts, boolean encounters) {
    return new Outputs(
        lines(parts.resolve(DECISIONS), DecisionJson::write),
        lines(parts.resolve(REJECTED), DeadLetterJson::write),
        lines(parts.resolve(FUNNEL), FunnelJson::write),
        lines(parts.resolve(LATENCY), LatencyJson::write),
        lines(parts.resolve(ANOMALIES), AnomalyJson::write),
        lines(parts.resolve(ERROR_RATES), ErrorRateJson::write),
        encounters ? lines(parts.resolve(ENCOUNTERS), EncounterJson::write) : null,
        lines(parts.resolve(OUTCOMES), OutcomeJson::write),
        null);
  }

  private static <T> Sink<T> lines(Path folder, SerializableFunction<T, String> json) {
    return FileSink.<T>forRowFormat(
            org.apache.flink.core.fs.Path.fromLocalFile(folder.toFile()),
            (record, stream) -> {
              stream.write(json.apply(record).getBytes(StandardCharsets.UTF_8));
              stream.write('\n');
            })
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .build();
  }
}
