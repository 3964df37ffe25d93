package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import northpost.job.NorthpostOptions.Delivery;
import org.junit.jupiter.api.Test;

class ChaosReportTest {
  private static final Kill OF_A_TASK_MANAGER =
      new Kill(1, KillTarget.TASK_MANAGER, "task-manager-1", 11, 12, 5, 4);
  private static final Kill OF_THE_BROKER = new Kill(1, KillTarget.BROKER, "kafka", 11, 12, 5, 4);

  private final RunResult undisturbed = new Run().result();

  @Test
  void nothingIsBrokenWhenAllIsAsWithoutKills() {
    ChaosReport report = report(Delivery.EXACTLY_ONCE, new Run().killed(OF_A_TASK_MANAGER));
    assertThat(report.broken()).isEmpty();
    assertThat(report.kept()).isTrue();
    assertThat(report.replayed()).isEqualTo(2);
    assertThat(report.toText())
        .contains("task-manager-1")
        .contains("Every promise was kept.")
        .contains(undisturbed.decisionHash());
    assertThat(report.toJson()).contains("\"kept\" : true");
  }

  @Test
  void namesACaptureWithoutADecision() {
    assertBroken(new Run().killed(OF_A_TASK_MANAGER).lost("c-1"), "without a decision: 1: c-1");
  }

  @Test
  void namesACaptureWithTwoCommittedDecisions() {
    Run twice = new Run().killed(OF_A_TASK_MANAGER).duplicated("c-2");
    assertBroken(twice, "with two decisions, read committed: 1: c-2");
    ChaosReport allowed = report(Delivery.AT_LEAST_ONCE, twice);
    assertThat(allowed.broken()).isEmpty();
    assertThat(allowed.toText()).contains("which is allowed");
  }

  @Test
  void allowsNoDifferenceEitherWay() {
    Run other = new Run().killed(OF_A_TASK_MANAGER).duplicated("c-2").differing("c-2").lost("c-3");
    assertThat(report(Delivery.AT_LEAST_ONCE, other).broken())
        .hasSize(2)
        .anyMatch(line -> line.contains("two decisions differ: 1: c-2"))
        .anyMatch(line -> line.contains("without a decision: 1: c-3"));
  }

  @Test
  void namesACaptureOfWhichTwoDecisionsDiffer() {
    assertBroken(
        new Run().killed(OF_A_TASK_MANAGER).differing("c-3"), "two decisions differ: 1: c-3");
  }

  @Test
  void namesADecisionAndADocumentThatAreOtherThanWithoutKills() {
    Run other = new Run().killed(OF_A_TASK_MANAGER);
    other.decisions.put("c-1", "{outcome=NO_MATCH}");
    other.documents.remove("northpost-funnel/w-1");
    assertBroken(other, "decisions other than in the undisturbed run: 1: c-1");
    assertBroken(other, "documents other than in the undisturbed run: 1: northpost-funnel/w-1");
    assertThat(report(Delivery.EXACTLY_ONCE, other).details())
        .anyMatch(line -> line.contains("NO_MATCH"))
        .anyMatch(line -> line.startsWith("northpost-funnel/w-1"));
  }

  @Test
  void provesNothingWhenNoWorkWasDoneAgain() {
    assertBroken(new Run().killed(OF_A_TASK_MANAGER).replayed(0), "proved nothing");
    assertThat(report(Delivery.EXACTLY_ONCE, new Run().killed(OF_THE_BROKER).replayed(0)).broken())
        .isEmpty();
  }

  @Test
  void missesARejection() {
    Run unrefused = new Run().killed(OF_A_TASK_MANAGER);
    unrefused.documents.remove("northpost-rejections/captures-0-1");
    assertBroken(unrefused, "1 sent, expected as many rejections, got 0");
  }

  private void assertBroken(Run disturbed, String promise) {
    ChaosReport report = report(Delivery.EXACTLY_ONCE, disturbed);
    assertThat(report.kept()).isFalse();
    assertThat(report.broken()).anyMatch(line -> line.contains(promise));
    assertThat(report.toText()).contains("BROKEN", promise);
  }

  private ChaosReport report(Delivery delivery, Run disturbed) {
    Path nowhere = Path.of("nowhere");
    return ChaosReport.of(
        new Chaos(new ClusterFolders(nowhere, nowhere, nowhere), 1, 1, delivery),
        1,
        undisturbed,
        disturbed.result());
  }

  /** Three captures, each decided once. */
  private static final class Run {
    final Map<String, String> decisions =
        new HashMap<>(
            Map.of("c-1", "{outcome=MATCH}", "c-2", "{outcome=MATCH}", "c-3", "{outcome=MATCH}"));
    final Map<String, String> documents =
        new HashMap<>(
            Map.of(
                "northpost-funnel/w-1",
                "{presented=3}",
                "northpost-rejections/captures-0-1",
                "{}"));
    private final Set<String> lost = new TreeSet<>();
    private final Set<String> duplicated = new TreeSet<>();
    private final Set<String> differing = new TreeSet<>();
    private List<Kill> kills = List.of();
    private int replayed;

    Run killed(Kill kill) {
      kills = List.of(kill);
      replayed = 2;
      return this;
    }

    Run lost(String id) {
      lost.add(id);
      return this;
    }

    Run duplicated(String id) {
      duplicated.add(id);
      return this;
    }

    Run differing(String id) {
      differing.add(id);
      return this;
    }

    Run replayed(int count) {
      replayed = count;
      return this;
    }

    RunResult result() {
      int committed = decisions.size() - lost.size() + duplicated.size();
      return new RunResult(
          decisions.size(),
          lost,
          duplicated,
          differing,
          committed,
          committed + replayed,
          decisions,
          documents,
          kills,
          10,
          List.of());
    }
  }
}
