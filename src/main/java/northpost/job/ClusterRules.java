package northpost.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import northpost.gallery.Shards;
import northpost.settings.Finding;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;

/** What Northpost needs of Flink's own settings; Flink itself starts without most of it. */
final class ClusterRules {
  private final Configuration config;
  private final Map<String, String> where;
  private final String file;
  private final List<Finding> findings = new ArrayList<>();

  private ClusterRules(Configuration config, Map<String, String> where, String file) {
    this.config = config;
    this.where = where;
    this.file = file;
  }

  /**
   * What is wrong.
   *
   * @param where the place of each key in the file
   */
  static List<Finding> check(Configuration config, Map<String, String> where, String file) {
    ClusterRules rules = new ClusterRules(config, where, file);
    rules.present(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        "an interval: without checkpoints a failure loses the gallery");
    rules.present(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "a folder that all machines reach");
    rules.equal(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
        CheckpointingMode.EXACTLY_ONCE,
        "or what is counted is counted twice after a failure");
    rules.equal(StateBackendOptions.STATE_BACKEND, "rocksdb", "as a gallery outgrows the heap");
    rules.equal(
        CheckpointingOptions.INCREMENTAL_CHECKPOINTS,
        true,
        "or each checkpoint copies the whole gallery");
    if (config.containsKey(PipelineOptions.MAX_PARALLELISM.key())) {
      rules.equal(
          PipelineOptions.MAX_PARALLELISM,
          Shards.MAX_PARALLELISM,
          "on which the keys of the shards rest");
    }
    TransactionRule.check(config, where, file).ifPresent(rules.findings::add);
    rules.memory(
        TaskManagerOptions.TOTAL_PROCESS_MEMORY, TaskExecutorProcessUtils::processSpecFromConfig);
    rules.memory(
        JobManagerOptions.TOTAL_PROCESS_MEMORY, JobManagerProcessUtils::processSpecFromConfig);
    return rules.findings;
  }

  /**
   * Whether Flink can share out the memory of a process, which it does before the process starts.
   */
  private void memory(ConfigOption<MemorySize> option, Consumer<Configuration> shares) {
    if (!config.containsKey(option.key())) {
      return;
    }
    try {
      shares.accept(config);
    } catch (IllegalArgumentException | IllegalConfigurationException e) {
      error(
          option, config.toMap().get(option.key()), "memory that can be shared out: " + reason(e));
    }
  }

  /** The one at the bottom, which says which part does not fit. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  private void present(ConfigOption<?> option, String expected) {
    try {
      if (config.getOptional(option).isEmpty()) {
        error(option, "nothing", expected);
      }
    } catch (IllegalArgumentException e) {
      error(option, config.toMap().get(option.key()), expected);
    }
  }

  private <T> void equal(ConfigOption<T> option, T expected, String why) {
    Object got;
    try {
      got = config.getOptional(option).map(Object.class::cast).orElse("nothing");
    } catch (IllegalArgumentException e) {
      got = config.toMap().get(option.key());
    }
    if (!got.equals(expected)) {
      error(option, got.toString(), expected + ", " + why);
    }
  }

  private void error(ConfigOption<?> option, String got, String expected) {
    findings.add(
        Finding.error(where.getOrDefault(option.key(), file), option.key(), got, expected));
  }
}
