package northpost.job;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import northpost.settings.Sources;
import northpost.source.PortRegistryYaml;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * The job: reads its configuration, connects topics and Elasticsearch, and runs the topology.
 *
 * <p>Settings come from Flink's configuration, a file named by {@code --config}, environment
 * variables and arguments {@code --northpost.key value}; of these the later go before the earlier.
 */
public final class NorthpostJob {
  public static final String NAME = "northpost";

  /** What Flink's ParameterTool makes of a key without a value; its constant is not public. */
  private static final String NO_VALUE = "__NO_VALUE_KEY";

  /** Where a setting of Flink stands, as far as is known when the job starts. */
  static final String FLINKS = "Flink's configuration";

  /** The argument that names a file of settings. */
  private static final String CONFIG = "config";

  private NorthpostJob() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> arguments = arguments(args);
    String file = arguments.remove(CONFIG);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    Map<String, String> cluster = ((Configuration) env.getConfiguration()).toMap();
    Sources sources = ConfigurationCheck.sources().each(FLINKS, cluster);
    if (file != null) {
      sources.file(Path.of(file));
    }
    ConfigurationCheck.withEnvironment(sources, System.getenv()).each("argument", arguments);
    Configuration northpost =
        env instanceof LocalStreamEnvironment
            // The processors of this machine say nothing about a deployment.
            ? Configurations.live(sources, ConfigurationCheck.ANY_PARALLELISM, "")
            : Configurations.onCluster(sources, cluster, env.getParallelism());
    connect(env, Configurations.merge(cluster, northpost));
    env.execute(NAME);
  }

  private static Map<String, String> arguments(String[] args) {
    Map<String, String> arguments = new HashMap<>(ParameterTool.fromArgs(args).toMap());
    arguments.forEach(
        (key, value) -> {
          if (!key.startsWith(NorthpostOptions.PREFIX) && !key.equals(CONFIG)) {
            throw new IllegalArgumentException(
                "argument --"
                    + key
                    + ": expected --"
                    + NorthpostOptions.PREFIX
                    + "KEY VALUE or --"
                    + CONFIG
                    + " FILE");
          }
          if (value.equals(NO_VALUE)) {
            throw new IllegalArgumentException(
                "argument --" + key + ": got no value, expected --" + key + " VALUE");
          }
        });
    return arguments;
  }

  /**
   * Adds the job to an environment, after checking its settings and the files they name.
   *
   * @throws IllegalArgumentException naming every fault
   */
  public static void build(StreamExecutionEnvironment env, Configuration config) {
    Configurations.checkLive(config);
    connect(env, config);
  }

  private static void connect(StreamExecutionEnvironment env, Configuration config) {
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
