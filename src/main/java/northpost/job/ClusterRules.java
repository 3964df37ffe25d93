package northpost.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import northpost.gallery.Shards;
import northpost.settings.Finding;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;

/** What Northpost needs of Flink's own settings; Flink itself starts without most of it. */
final class ClusterRules {
  private static final Set<String> NO_RESTART = Set.of("none", "off", "disable");

  private final Configuration config;
  private final Map<String, String> where;
  private final String source;
  private final List<Finding> findings = new ArrayList<>();

  private ClusterRules(Configuration config, Map<String, String> where, String source) {
    this.config = config;
    this.where = where;
    this.source = source;
  }

  /**
   * What is wrong.
   *
   * @param where the place of each key in the file
   * @param source where the others are looked for
   */
  static List<Finding> check(Configuration config, Map<String, String> where, String source) {
    ClusterRules rules = new ClusterRules(config, where, source);
    rules.checkpoints();
    rules.recovery();
    rules.equal(StateBackendOptions.STATE_BACKEND, "rocksdb", "as a gallery outgrows the heap");
    if (config.containsKey(PipelineOptions.MAX_PARALLELISM.key())) {
      rules.equal(
          PipelineOptions.MAX_PARALLELISM,
          Shards.MAX_PARALLELISM,
          "on which the keys of the shards rest");
    }
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

  private void checkpoints() {
    present(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        "an interval: without checkpoints a failure loses the gallery");
    present(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "a folder that all machines reach");
    present(
        CheckpointingOptions.SAVEPOINT_DIRECTORY,
        "a folder that all machines reach: an upgrade stops the job with a savepoint");
    if (config.containsKey(CheckpointingOptions.CHECKPOINT_STORAGE.key())) {
      equal(
          CheckpointingOptions.CHECKPOINT_STORAGE,
          "filesystem",
          "or checkpoints end with the job manager");
    }
    equal(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
        CheckpointingMode.EXACTLY_ONCE,
        "or what is counted is counted twice after a failure");
    equal(
        CheckpointingOptions.INCREMENTAL_CHECKPOINTS,
        true,
        "or each checkpoint copies the whole gallery");
    equal(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION,
        "or who cancels the job deletes its gallery");
  }

  /** What brings the job back after a task manager or the job manager is lost. */
  private void recovery() {
    String strategy = value(RestartStrategyOptions.RESTART_STRATEGY).orElse("");
    if (NO_RESTART.contains(strategy)) {
      error(
          RestartStrategyOptions.RESTART_STRATEGY,
          strategy,
          "exponential-delay, or the first failure ends the job");
    }
    String mode = value(HighAvailabilityOptions.HA_MODE).orElse("NONE");
    if (mode.equalsIgnoreCase("NONE")) {
      error(
          HighAvailabilityOptions.HA_MODE,
          mode,
          "zookeeper or kubernetes: without it a job manager that is lost finds no checkpoint");
      return;
    }
    present(
        HighAvailabilityOptions.HA_STORAGE_PATH,
        "a folder that all machines reach: a new job manager finds there what it runs");
    if (mode.equalsIgnoreCase("zookeeper")) {
      present(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, "HOST:PORT, separated by commas");
    }
  }

  private <T> Optional<T> value(ConfigOption<T> option) {
    try {
      return config.getOptional(option);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void present(ConfigOption<?> option, String expected) {
    try {
      if (config.getOptional(option).map(Object::toString).orElse("").isBlank()) {
        error(option, "nothing", expected);
      }
    } catch (IllegalArgumentException e) {
      error(option, config.toMap().get(option.key()), expected);
    }
  }

  /** What stands there, or what Flink takes where nothing does, is the one that is expected. */
  private <T> void equal(ConfigOption<T> option, T expected, String why) {
    Object got;
    String shown;
    try {
      got = config.get(option);
      shown = config.containsKey(option.key()) ? got.toString() : "nothing, which is " + got;
    } catch (IllegalArgumentException e) {
      got = config.toMap().get(option.key());
      shown = got.toString();
    }
    if (!got.equals(expected)) {
      error(option, shown, expected + ", " + why);
    }
  }

  private void error(ConfigOption<?> option, String got, String expected) {
    findings.add(
        Finding.error(where.getOrDefault(option.key(), source), option.key(), got, expected));
  }
}
