package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import org.junit.jupiter.api.Test;

class UpgradeReportTest {
  private static final String SAVEPOINT = "file:/savepoints/1";
  private static final Map<String, String> DECISIONS =
      Map.of("c-1", "{outcome=MATCH}", "c-2", "{outcome=MATCH}");
  private static final UpgradeStep THERE = step("to the next version", SAVEPOINT, 9, 0, 0, 7);
  private static final UpgradeStep BACK = step("and back", SAVEPOINT, 9, 0, 5, 7);

  @Test
  void nothingIsBrokenWhenAllIsAsWithoutAnUpgrade() {
    UpgradeReport report = report(run(Set.of(), Set.of()), THERE, BACK, 0);
    assertThat(report.broken()).isEmpty();
    assertThat(report.kept()).isTrue();
    assertThat(report.types()).containsExactly("Candidate", "Capture");
    assertThat(report.gaps()).containsExactly(12.5, 12.5);
    assertThat(report.toText())
        .contains("Every promise was kept.")
        .contains("2 types of state had a field more in the next version")
        .contains("Capture 5")
        .containsPattern("until a decision again \\(the gap\\) +12.5 +12.5");
    assertThat(report.toJson())
        .contains("\"kept\" : true")
        .contains("\"gapSeconds\" : 12.5")
        .contains("\"Capture\" : 5");
  }

  @Test
  void namesWhatIsLostOrDoubled() {
    assertBroken(
        report(run(Set.of("c-1"), Set.of()), THERE, BACK, 0), "without a decision: 1: c-1");
    assertBroken(
        report(run(Set.of(), Set.of("c-2")), THERE, BACK, 0),
        "two decisions, read committed: 1: c-2");
  }

  @Test
  void aJobThatWasNotRestoredIsBroken() {
    assertBroken(
        report(run(Set.of(), Set.of()), step("there", "", 9, 0, 0, 7), BACK, 0),
        "there: expected to be restored from " + SAVEPOINT + ", got ");
  }

  @Test
  void aGalleryThatWasReadAgainOrIsNotTheSameIsBroken() {
    assertBroken(
        report(run(Set.of(), Set.of()), step("there", SAVEPOINT, 9, 9, 0, 7), BACK, 0), "9 read");
    assertBroken(
        report(run(Set.of(), Set.of()), step("there", SAVEPOINT, 8, 0, 0, 7), BACK, 0),
        "9 references before, 8 after");
  }

  @Test
  void anUpgradeWithoutCapturesMeanwhileShowsNothing() {
    assertBroken(
        report(run(Set.of(), Set.of()), step("there", SAVEPOINT, 9, 0, 0, 0), BACK, 0),
        "no capture came meanwhile");
  }

  @Test
  void theAddedFieldMustBeInTheStateOfTheNextVersionAloneAndDroppedOnTheWayBack() {
    RunResult run = run(Set.of(), Set.of());
    assertBroken(
        report(run, THERE, step("back", SAVEPOINT, 9, 0, 0, 7), 0),
        "in the savepoint of the next version: expected some, got none");
    assertBroken(report(run, THERE, BACK, 3), "expected none, got 0 before and 3 afterwards");
    assertBroken(report(run, BACK, BACK, 0), "expected none, got 5 before and 0 afterwards");
  }

  private static void assertBroken(UpgradeReport report, String promise) {
    assertThat(report.kept()).isFalse();
    assertThat(report.broken()).anyMatch(line -> line.contains(promise));
    assertThat(report.toText()).contains("BROKEN", promise);
  }

  private static UpgradeReport report(
      RunResult upgraded, UpgradeStep there, UpgradeStep back, int left) {
    Path nowhere = Path.of("nowhere");
    return UpgradeReport.of(
        new UpgradeRehearsal(new ClusterFolders(nowhere, nowhere, nowhere), List.of(), 2, 1),
        new UpgradeReport.Sent(0, 6),
        List.of(Capture.class, Candidate.class),
        run(Set.of(), Set.of()),
        new UpgradeRun.Outcome(upgraded, List.of(there, back), left));
  }

  private static UpgradeStep step(
      String name, String restoredFrom, long after, long read, int added, int meanwhile) {
    return new UpgradeStep(
        name,
        0.5,
        meanwhile,
        2,
        12.5,
        12,
        13,
        0.4,
        20,
        22,
        SAVEPOINT,
        restoredFrom,
        9,
        after,
        read,
        new TreeMap<>(Map.of("Capture", added, "Candidate", 0)));
  }

  private static RunResult run(Set<String> lost, Set<String> duplicated) {
    int committed = DECISIONS.size() - lost.size() + duplicated.size();
    return new RunResult(
        DECISIONS.size(),
        lost,
        duplicated,
        Set.of(),
        committed,
        committed,
        DECISIONS,
        Map.of(),
        List.of(),
        10,
        List.of());
  }
}
