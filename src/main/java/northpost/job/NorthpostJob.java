package northpost.job;

import java.util.Map;
import northpost.source.PortRegistryYaml;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * The job: reads its configuration, connects topics and Elasticsearch, and runs the topology.
 *
 * <p>Settings come from the cluster's config.yaml; arguments {@code --northpost.key value} go
 * before them.
 */
public final class NorthpostJob {
  public static final String NAME = "northpost";

  /** What Flink's ParameterTool makes of a key without a value; its constant is not public. */
  private static final String NO_VALUE = "__NO_VALUE_KEY";

  private NorthpostJob() {}

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    Configuration config = new Configuration();
    config.addAll(Configuration.fromMap(((Configuration) env.getConfiguration()).toMap()));
    config.addAll(Configuration.fromMap(settings(args)));
    build(env, config);
    env.execute(NAME);
  }

  private static Map<String, String> settings(String[] args) {
    Map<String, String> settings = ParameterTool.fromArgs(args).toMap();
    settings.forEach(
        (key, value) -> {
          if (!key.startsWith(NorthpostOptions.PREFIX)) {
            throw new IllegalArgumentException(
                "argument --" + key + ": expected --" + NorthpostOptions.PREFIX + "KEY VALUE");
          }
          if (value.equals(NO_VALUE)) {
            throw new IllegalArgumentException(
                "argument --" + key + ": got no value, expected --" + key + " VALUE");
          }
        });
    return settings;
  }

  /** Adds the job to an environment, after checking its settings. */
  public static void build(StreamExecutionEnvironment env, Configuration config) {
    Configurations.check(config);
    env.configure(safeguards());
    Topology.build(
        env,
        KafkaInputs.of(config, PortRegistryYaml.shipped()),
        KafkaOutputs.of(config),
        TopologySettings.live(config));
  }

  /**
   * What no deployment may turn off: explicit uids, no Kryo, chaining, and no copies. A photo
   * travels one edge between tasks, which the topology keeps out of checkpoints; unchained it would
   * travel more. No record is ever changed, so chained operators pass on the very object.
   */
  public static Configuration safeguards() {
    return Configuration.fromMap(
        Map.of(
            PipelineOptions.AUTO_GENERATE_UIDS.key(), "false",
            PipelineOptions.GENERIC_TYPES.key(), "false",
            PipelineOptions.OPERATOR_CHAINING.key(), "true",
            PipelineOptions.OBJECT_REUSE.key(), "true"));
  }
}
