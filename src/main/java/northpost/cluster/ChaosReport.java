package northpost.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import northpost.job.NorthpostOptions;

/** What became of every capture, and which promise was broken, if any. */
public final class ChaosReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Chaos chaos;
  private final RunComparison runs;
  private final List<String> broken;

  private ChaosReport(Chaos chaos, RunComparison runs, List<String> broken) {
    this.chaos = chaos;
    this.runs = runs;
    this.broken = List.copyOf(broken);
  }

  /**
   * @param refusals messages that were to be refused: those that cannot be read or repeat a capture
   */
  static ChaosReport of(Chaos chaos, int refusals, RunResult undisturbed, RunResult disturbed) {
    boolean exactlyOnce = chaos.delivery() == NorthpostOptions.Delivery.EXACTLY_ONCE;
    RunComparison runs = new RunComparison(undisturbed, disturbed);
    List<String> broken = runs.broken(refusals, exactlyOnce);
    boolean flinkKilled =
        disturbed.kills().stream()
            .anyMatch(
                kill ->
                    kill.target() == KillTarget.TASK_MANAGER
                        || kill.target() == KillTarget.JOB_MANAGER);
    boolean doneAgain =
        exactlyOnce ? disturbed.uncommitted() > disturbed.committed() : disturbed.replayed() > 0;
    if (flinkKilled && !doneAgain) {
      broken.add(
          "no decision was made again after a failure: the kills proved nothing (expected more"
              + " decisions than captures decided)");
    }
    return new ChaosReport(chaos, runs, broken);
  }

  /** Whether every promise was kept. */
  public boolean kept() {
    return broken.isEmpty();
  }

  /** The promises that were broken, each with the captures or documents concerned. */
  public List<String> broken() {
    return broken;
  }

  public List<Kill> kills() {
    return runs.disturbed().kills();
  }

  /** Decisions that were made again after a failure. */
  public int replayed() {
    return runs.disturbed().replayed();
  }

  /** For each document or decision that differs, what the two runs have. */
  public List<String> details() {
    return runs.details();
  }

  /** For people. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%4s %9s  %-16s %9s %9s %10s %12s%n",
            "kill",
            "at s",
            "process",
            "pid",
            "new pid",
            "uncovered",
            "recovered s"));
    int number = 0;
    for (Kill kill : kills()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%4d %9.1f  %-16s %9d %9d %10d %12.1f%n",
              ++number,
              kill.atSeconds(),
              kill.process(),
              kill.pid(),
              kill.newPid(),
              kill.uncovered(),
              kill.recoverySeconds()));
    }
    text.append(
        String.format(
            "%n%s%n%s",
            runs.toTable(chaos.delivery(), kills().size() + " kills"), runs.toHashes("disturbed")));
    text.append(String.format("%n%s", kept() ? "Every promise was kept." : "BROKEN:"));
    broken.forEach(promise -> text.append(String.format("%n  %s", promise)));
    return text.toString();
  }

  /** For scripts. */
  public String toJson() {
    ObjectNode root =
        JSON.createObjectNode()
            .put("kept", kept())
            .put("seed", chaos.seed())
            .put("delivery", chaos.delivery().toString());
    root.set("undisturbed", json(runs.undisturbed()));
    root.set("disturbed", json(runs.disturbed()));
    broken.forEach(root.putArray("broken")::add);
    runs.disturbed().configuration().forEach(root.putArray("configuration")::add);
    return root.toPrettyString();
  }

  private static ObjectNode json(RunResult run) {
    ObjectNode node = RunComparison.json(run);
    var kills = node.putArray("kills");
    for (Kill kill : run.kills()) {
      kills
          .addObject()
          .put("atSeconds", kill.atSeconds())
          .put("process", kill.process())
          .put("pid", kill.pid())
          .put("newPid", kill.newPid())
          .put("recoverySeconds", kill.recoverySeconds())
          .put("uncoveredDecisions", kill.uncovered());
    }
    return node;
  }
}
