package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The job's main on a cluster refuses what Flink itself would start with. */
class ClusterRulesTest {
  private final Map<String, String> flinks = shipped();

  @Test
  void startsWithWhatIsShipped() throws Exception {
    assertThat(ClusterStart.of(flinks)).containsEntry("northpost.gallery.shards", "12");
  }

  @ParameterizedTest
  @CsvSource({
    "execution.checkpointing.interval, nothing, an interval: without checkpoints",
    "execution.checkpointing.dir, nothing, a folder that all machines reach",
    "execution.checkpointing.savepoint-dir, nothing, a folder that all machines reach",
    "execution.checkpointing.incremental, 'nothing, which is false', 'true, or each'",
    "execution.checkpointing.externalized-checkpoint-retention, 'nothing, which is"
        + " NO_EXTERNALIZED_CHECKPOINTS', 'RETAIN_ON_CANCELLATION, or who cancels'",
    "state.backend.type, 'nothing, which is hashmap', 'rocksdb, as a gallery'",
    "high-availability.type, NONE, zookeeper or kubernetes: without it",
    "high-availability.storageDir, nothing, a folder that all machines reach",
    "high-availability.zookeeper.quorum, nothing, 'HOST:PORT, separated by commas'"
  })
  void missesWhatAJobNeedsToSurvive(String key, String got, String expected) {
    flinks.remove(key);
    assertThatThrownBy(() -> ClusterStart.of(flinks))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "configuration: Flink's configuration: %s: got %s, expected %s", key, got, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "execution.checkpointing.mode, AT_LEAST_ONCE",
    "execution.checkpointing.storage, jobmanager",
    "execution.checkpointing.incremental, false",
    "execution.checkpointing.externalized-checkpoint-retention, DELETE_ON_CANCELLATION",
    "state.backend.type, hashmap",
    "pipeline.max-parallelism, 128",
    "restart-strategy.type, none",
    "high-availability.type, NONE"
  })
  void refusesWhatLosesStateAtAFailure(String key, String value) {
    flinks.put(key, value);
    assertThatThrownBy(() -> ClusterStart.of(flinks))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("configuration: Flink's configuration: %s: got %s, ", key, value)
        .hasMessageContaining(", expected ");
  }

  @Test
  void takesWhatFlinkTakesWhereTheDefaultIsTheRightOne() throws Exception {
    flinks.remove("execution.checkpointing.mode");
    flinks.remove("execution.checkpointing.storage");
    flinks.remove("pipeline.max-parallelism");
    flinks.remove("restart-strategy.type");
    assertThat(ClusterStart.of(flinks)).isNotEmpty();
  }

  @Test
  void takesTheHighAvailabilityOfKubernetes() throws Exception {
    flinks.put("high-availability.type", "kubernetes");
    flinks.remove("high-availability.zookeeper.quorum");
    assertThat(ClusterStart.of(flinks)).isNotEmpty();
  }

  private static Map<String, String> shipped() {
    Map<String, String> all =
        new HashMap<>(GlobalConfiguration.loadConfiguration("flink-conf").toMap());
    // The networks and secrets of a deployment are not on this machine.
    all.put(NorthpostOptions.FILES_ON_SUBMISSION.key(), "false");
    return all;
  }
}
