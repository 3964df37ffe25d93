package northpost.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * The shipped config.yaml with what differs on this machine: each key that does is listed with the
 * value that is shipped.
 */
final class ClusterConfiguration {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final TreeMap<String, String> all;
  private final List<String> differences = new ArrayList<>();

  private ClusterConfiguration(Map<String, String> shipped) {
    all = new TreeMap<>(shipped);
  }

  /** What is shipped in the folder, which holds config.yaml. */
  static ClusterConfiguration shipped(Path conf) {
    return new ClusterConfiguration(GlobalConfiguration.loadConfiguration(conf.toString()).toMap());
  }

  ClusterConfiguration with(String key, Object value) {
    String before = all.put(key, value.toString());
    if (!value.toString().equals(before)) {
      differences.add(key + ": " + value + (before == null ? "" : " (shipped: " + before + ")"));
    }
    return this;
  }

  ClusterConfiguration withAll(Map<String, String> values) {
    new TreeMap<>(values).forEach(this::with);
    return this;
  }

  ClusterConfiguration without(String key) {
    String before = all.remove(key);
    if (before != null) {
      differences.add(key + ": none (shipped: " + before + ")");
    }
    return this;
  }

  /** A line for each key that differs from what is shipped. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  /** Writes config.yaml into a folder. */
  void write(Path conf) throws IOException {
    YAML.writeValue(conf.resolve("config.yaml").toFile(), all);
  }

  Configuration asConfiguration() {
    return Configuration.fromMap(all);
  }

  /** Options of any JVM of the cluster, which Flink's scripts take from the configuration. */
  List<String> jvmOptions() {
    return words(asConfiguration().get(CoreOptions.FLINK_JVM_OPTIONS));
  }

  /** Memory of a job manager, as Flink's scripts reckon it. */
  List<String> jobManagerMemory() {
    Configuration configuration = asConfiguration();
    return words(
        JobManagerProcessUtils.generateJvmParametersStr(
            JobManagerProcessUtils.processSpecFromConfig(configuration), configuration));
  }

  /** Memory of a task manager, as Flink's scripts reckon it. */
  List<String> taskManagerMemory() {
    return words(
        ProcessMemoryUtils.generateJvmParametersStr(
            TaskExecutorProcessUtils.processSpecFromConfig(asConfiguration())));
  }

  /** The same as arguments of the process, {@code -D key=value}. */
  List<String> taskManagerResources() {
    return words(
        TaskExecutorProcessUtils.generateDynamicConfigsStr(
            TaskExecutorProcessUtils.processSpecFromConfig(asConfiguration())));
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }
}
