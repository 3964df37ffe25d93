package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import northpost.gallery.Shards;
import northpost.job.Configurations;
import northpost.job.NorthpostOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;

class FlinkConfTest {
  private static final Path POM = Path.of("pom.xml");
  private final Configuration config = GlobalConfiguration.loadConfiguration("flink-conf");

  @Test
  void passesTheCheckThatTheJobMakes() {
    assertThatCode(() -> Configurations.check(config)).doesNotThrowAnyException();
    assertThat(config.get(NorthpostOptions.BOOTSTRAP_SERVERS)).isNotBlank();
    assertThat(config.get(NorthpostOptions.ELASTICSEARCH_URLS)).hasSizeGreaterThan(1);
  }

  /** Flink itself passes over a key that it does not know. */
  @Test
  void namesOnlyKeysThatFlinkKnows() {
    assertThat(config.keySet())
        .allSatisfy(
            key ->
                assertThat(
                        key.startsWith(NorthpostOptions.PREFIX)
                            || key.startsWith("metrics.reporter.")
                            || ForeignKeys.flink().contains(key))
                    .as(key)
                    .isTrue());
  }

  @Test
  void keepsPhotosOutOfCheckpoints() {
    assertThat(config.get(CheckpointingOptions.ENABLE_UNALIGNED)).isFalse();
  }

  @Test
  void isReadAsItWasMeant() {
    assertThat(config.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(config.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
        .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    assertThat(config.get(ExecutionOptions.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(5));
    assertThat(config.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
    assertThat(config.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(config.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    assertThat(config.get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(config.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(Shards.MAX_PARALLELISM);
  }

  @Test
  void findsTheJobAgainAfterAJobManagerIsLost() {
    assertThat(config.get(HighAvailabilityOptions.HA_MODE)).isEqualTo("zookeeper");
    assertThat(config.get(HighAvailabilityOptions.HA_STORAGE_PATH)).startsWith("s3://");
    assertThat(config.get(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM).split(",")).hasSize(3);
    assertThat(config.get(HighAvailabilityOptions.ZOOKEEPER_TOLERATE_SUSPENDED_CONNECTIONS))
        .isTrue();
  }

  /** The index of each slot, and the documents of an outage with the copy of a checkpoint. */
  @Test
  void leavesRoomForTheIndexesAndTheDocumentsOfAnOutage() {
    long index = config.get(NorthpostOptions.MAX_INDEX_MEMORY).getBytes();
    long documents = 2 * config.get(NorthpostOptions.ELASTICSEARCH_BUFFER).getBytes();
    int slots = config.get(TaskManagerOptions.NUM_TASK_SLOTS);
    long heap = TaskExecutorProcessUtils.processSpecFromConfig(config).getTaskHeapSize().getBytes();
    assertThat(slots * (index + documents)).isLessThan(heap * 4 / 5);
  }

  @Test
  void takesTheNativesFromFlinksLibFolder() {
    assertThat(CoreOptions.getParentFirstLoaderPatterns(config))
        .contains("ai.djl", "ai.onnxruntime", "org.opencv", "nu.pattern");
  }

  /** The tests run with what the pom opens: a deployment must have at least that. */
  @Test
  void opensWhatTheBuildOpens() throws Exception {
    String pom = Files.readString(POM);
    String opens = pom.substring(pom.indexOf("<jvm.opens>") + 11, pom.indexOf("</jvm.opens>"));
    String vector = pom.substring(pom.indexOf("<jvm.vector>") + 12, pom.indexOf("</jvm.vector>"));
    String deployed = config.get(CoreOptions.FLINK_JVM_OPTIONS);
    assertThat(Arrays.asList(deployed.split("\\s+")))
        .contains(opens.split("\\s+"))
        .contains(vector);
  }

  /** Without it the check above would also pass on a file that holds nothing. */
  @Test
  void holdsTheKeysThatADeploymentMustSet() {
    Map<String, String> all = config.toMap();
    assertThat(all)
        .containsKeys(
            "northpost.kafka.bootstrap-servers",
            "northpost.models.directory",
            "northpost.gallery.shards",
            "northpost.elasticsearch.urls",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "high-availability.storageDir",
            "high-availability.zookeeper.quorum");
  }

  /** A job manager that is lost must not take the job with it. */
  @Test
  void keepsTheJobWhenAJobManagerIsLost() {
    assertThat(config.get(HighAvailabilityOptions.HA_MODE)).isEqualTo("zookeeper");
    assertThat(config.get(HighAvailabilityOptions.HA_STORAGE_PATH)).startsWith("s3://");
    assertThat(config.get(HighAvailabilityOptions.ZOOKEEPER_TOLERATE_SUSPENDED_CONNECTIONS))
        .isTrue();
  }

  @Test
  void explainsEveryChoiceWhereItStands() throws IOException {
    String text = Files.readString(Path.of("flink-conf/config.yaml"));
    assertThat(FlinkConfFile.unexplained(text)).isEmpty();
    assertThat(
            FlinkConfFile.unexplained(
                text.replaceFirst("(?m)^ *# The job always gets some time.*\n", "")))
        .containsExactly("execution.checkpointing.min-pause");
    assertThat(FlinkConfFile.unexplained("# ---- Job ----\nparallelism:\n  default: 4\n"))
        .containsExactly("parallelism.default");
    assertThat(FlinkConfFile.unexplained("parallelism:\n  # DEPLOYMENT\n  default: 4\n"))
        .containsExactly("parallelism.default");
  }
}
