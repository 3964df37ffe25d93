package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import northpost.job.NorthpostOptions;
import northpost.tool.ClusterWork;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;

/** With decisions delivered at least once a kill repeats some, each as it was. */
class ClusterRepeatsITCase {
  /** Under this seed a process of Flink. */
  private static final long SEED = 10;

  @Test
  void aKillRepeatsDecisionsAndChangesNone() throws Exception {
    ClusterFolders folders = ClusterWork.folders("repeats-test");
    FileUtils.deleteDirectory(folders.work().toFile());
    ChaosReport report =
        new Chaos(folders, 1, SEED, NorthpostOptions.Delivery.AT_LEAST_ONCE)
            .run(ClusterWork::travellers, System.out::println);
    System.out.println(report.toText());

    assertThat(report.broken()).isEmpty();
    assertThat(report.details()).isEmpty();
    assertThat(report.kills())
        .singleElement()
        .extracting(Kill::target)
        .isIn(KillTarget.TASK_MANAGER, KillTarget.JOB_MANAGER);
    JsonNode run = new ObjectMapper().readTree(report.toJson()).path("disturbed");
    assertThat(report.replayed()).isPositive();
    assertThat(run.path("decisionsCommitted").asInt())
        .isEqualTo(run.path("captures").asInt() + report.replayed());
    assertThat(run.path("duplicated").asInt()).isPositive();
    assertThat(run.path("lost").asInt()).isZero();
    assertThat(run.path("differing").asInt()).isZero();
  }
}
