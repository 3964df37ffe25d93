package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import northpost.source.PortRegistryYaml;
import northpost.tool.ClusterWork;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose job cannot run says so and why, and does not wait until patience ends. */
class ClusterStartITCase {
  private static final Patience WITHOUT_END = new Patience(Duration.ofHours(2));

  @TempDir Path folder;

  private final List<String> progress = new ArrayList<>();

  @Test
  void aSettingThatTheJobRefusesIsNamedByTheFailure() {
    assertThatThrownBy(() -> start(Map.of("northpost.gallery.shard", "12")))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("FAILED")
        .hasMessageContaining("northpost.gallery.shard")
        .hasMessageContaining("northpost.gallery.shards");
  }

  @Test
  void aProcessThatDoesNotStayIsNamedWithTheEndOfItsLog() {
    assertThatThrownBy(() -> start(Map.of("high-availability.type", "northpost.NoSuchFactory")))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining(" (process ")
        .hasMessageContaining("exit status")
        .hasMessageContaining("northpost.NoSuchFactory");
    assertThat(progress)
        .filteredOn(line -> line.endsWith("ended by itself"))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void aSavepointThatCannotBeReadIsNamed() throws Exception {
    Path savepoint = Files.createDirectories(folder.resolve("savepoint-1"));
    Files.write(savepoint.resolve("_metadata"), new byte[] {1, 2, 3});
    assertThatThrownBy(
            () -> start(Map.of("execution.state-recovery.path", savepoint.toUri().toString())))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("FAILED")
        .hasMessageContaining("savepoint-1")
        .hasMessageContaining("EOFException");
  }

  private void start(Map<String, String> settings) throws Exception {
    ClusterFolders folders = ClusterWork.folders("start-test");
    Path work = folders.work();
    FileUtils.deleteDirectory(work.toFile());
    Cluster.start(
            folders,
            new ClusterSettings(JobMode.APPLICATION, 1, settings),
            WITHOUT_END,
            broker -> ClusterTopics.create(broker, PortRegistryYaml.shipped()),
            line -> {
              synchronized (progress) {
                progress.add(line);
              }
            })
        .close();
  }
}
