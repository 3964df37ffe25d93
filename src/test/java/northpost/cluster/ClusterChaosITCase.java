package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import northpost.job.NorthpostOptions;
import northpost.tool.ClusterWork;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A cluster of processes of which one of each kind is killed under traffic, against one that is
 * left alone: what {@code ./northpost chaos} does with more kills.
 */
class ClusterChaosITCase {
  private static final long SEED = 10;

  private static ChaosReport report;

  @BeforeAll
  static void runBoth() throws Exception {
    ClusterFolders folders = ClusterWork.folders("chaos-test");
    FileUtils.deleteDirectory(folders.work().toFile());
    report =
        new Chaos(folders, KillTarget.values().length, SEED, NorthpostOptions.Delivery.EXACTLY_ONCE)
            .run(ClusterWork::travellers, System.out::println);
    System.out.println(report.toText());
  }

  @Test
  void everyPromiseIsKept() {
    assertThat(report.broken()).isEmpty();
    assertThat(report.details()).isEmpty();
  }

  @Test
  void theProcessesWereKilledAndTheirWorkDoneAgain() {
    assertThat(report.kills())
        .extracting(Kill::target)
        .containsExactlyInAnyOrder(KillTarget.values());
    assertThat(report.replayed()).isPositive();
  }

  @Test
  void noProcessOfTheClusterIsLeft() {
    Path work = ClusterWork.folders("chaos-test").work();
    assertThat(
            ProcessHandle.current()
                .descendants()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(work.toString())))
        .isEmpty();
  }
}
