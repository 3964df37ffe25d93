package northpost.sink;

import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job of numbered documents into the real sink, behind the {@link Gate} and past the {@link
 * Passage} of its name.
 *
 * @param checkpoints where they go
 * @param checkpointMillis from one to the next; 0 for none
 */
record PassageJob(
    ElasticsearchSettings settings,
    int readers,
    long events,
    Path checkpoints,
    long checkpointMillis) {

  /**
   * Starts it.
   *
   * @param savepoint to start from, or null
   */
  JobClient start(String name, String savepoint, PassageFunction.NumberedDocument documents)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("restart-strategy.type", "fixed-delay");
    configuration.setString("restart-strategy.fixed-delay.attempts", "3");
    configuration.setString("restart-strategy.fixed-delay.delay", "100 ms");
    // The default keeps checkpoints in memory and refuses those of more than 5 MiB.
    configuration.setString("execution.checkpointing.dir", checkpoints.toUri().toString());
    if (savepoint != null) {
      configuration.setString("execution.state-recovery.path", savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(readers);
    if (checkpointMillis > 0) {
      env.enableCheckpointing(checkpointMillis);
    }
    GeneratorFunction<Long, Long> numbers = number -> number;
    env.fromSource(
            new DataGeneratorSource<>(numbers, events, new Gate.Strategy(name), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .map(new PassageFunction(name, documents))
        .returns(TypeInformation.of(Document.class))
        .uid("documents")
        .sinkTo(new ElasticsearchSink(settings))
        .uid("elasticsearch");
    return env.executeAsync(name);
  }
}
