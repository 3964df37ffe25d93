package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import northpost.tool.ClusterWork;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The job on a cluster of processes goes to a next version and back under traffic: what {@code
 * ./northpost upgrade rehearse} does with more captures.
 */
class ClusterUpgradeITCase {
  private static final int CAPTURES = 48;

  private static UpgradeReport report;

  @BeforeAll
  static void rehearse() throws Exception {
    ClusterFolders folders = ClusterWork.folders("upgrade-test");
    FileUtils.deleteDirectory(folders.work().toFile());
    report =
        new UpgradeRehearsal(folders, ClusterWork.sources(), CAPTURES, 3)
            .run(ClusterWork::travellers, System.out::println);
    System.out.println(report.toText());
  }

  @Test
  void nothingIsLostDoubledOrOther() {
    assertThat(report.broken()).isEmpty();
    assertThat(report.details()).isEmpty();
  }

  @Test
  void theGapIsMeasuredThereAndBack() {
    assertThat(report.gaps()).hasSize(2).allMatch(gap -> gap > 0);
  }

  @Test
  void everyTypeOfStateInTheListHadAFieldMore() throws IOException {
    assertThat(report.types()).containsAll(typesOfTheStateDocument());
  }

  /** The value of each state in docs/state.md, e.g. Reference of MapState<String, Reference>. */
  private static List<String> typesOfTheStateDocument() throws IOException {
    Pattern state =
        Pattern.compile(
            "\\| `(?:\\w+)State<(?:.*, )?(?:List<)?(\\w+)>+` \\|", Pattern.UNICODE_CASE);
    List<String> types =
        state
            .matcher(Files.readString(Path.of("docs/state.md")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .filter(type -> !type.equals("Boolean"))
            .distinct()
            .toList();
    assertThat(types).hasSizeGreaterThan(15);
    return types;
  }
}
