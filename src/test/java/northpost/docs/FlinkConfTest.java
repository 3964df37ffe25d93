package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.gallery.Shards;
import northpost.job.Configurations;
import northpost.job.NorthpostOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
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
    Set<String> flinks =
        Stream.of(
                CheckpointingOptions.class,
                CoreOptions.class,
                ExecutionOptions.class,
                HighAvailabilityOptions.class,
                JobManagerOptions.class,
                MetricOptions.class,
                PipelineOptions.class,
                RestartStrategyOptions.class,
                StateBackendOptions.class,
                TaskManagerOptions.class)
            .flatMap(FlinkConfTest::keysOf)
            .collect(Collectors.toSet());
    assertThat(config.keySet())
        .allSatisfy(
            key ->
                assertThat(
                        key.startsWith(NorthpostOptions.PREFIX)
                            || key.startsWith("metrics.reporter.")
                            || flinks.contains(key))
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

  private static Stream<String> keysOf(Class<?> options) {
    return Arrays.stream(options.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == ConfigOption.class)
        .map(
            field -> {
              try {
                return ((ConfigOption<?>) field.get(null)).key();
              } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
              }
            });
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
            "execution.checkpointing.savepoint-dir");
  }
}
