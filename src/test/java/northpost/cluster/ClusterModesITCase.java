package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import northpost.tool.ClusterWork;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;

class ClusterModesITCase {
  private static final int CAPTURES = 60;

  @Test
  void runSessionAndApplicationComeToTheSame() throws Exception {
    ClusterFolders folders = ClusterWork.folders("cluster-test");
    FileUtils.deleteDirectory(folders.work().toFile());
    ModesReport report =
        new ModesComparison(folders, CAPTURES, 5).run(ClusterWork::travellers, System.out::println);
    System.out.println(report.toText());
    assertThat(report.differences()).isEmpty();
  }
}
