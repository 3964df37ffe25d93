package northpost.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import northpost.job.NorthpostOptions;
import northpost.sink.DocumentKind;

/** What became of every capture, and which promise was broken, if any. */
public final class ChaosReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_NAMED = 20;

  private final Chaos chaos;
  private final RunResult undisturbed;
  private final RunResult disturbed;
  private final List<String> broken;

  private ChaosReport(
      Chaos chaos, RunResult undisturbed, RunResult disturbed, List<String> broken) {
    this.chaos = chaos;
    this.undisturbed = undisturbed;
    this.disturbed = disturbed;
    this.broken = List.copyOf(broken);
  }

  /**
   * @param refusals messages that were to be refused: those that cannot be read or repeat a capture
   */
  static ChaosReport of(Chaos chaos, int refusals, RunResult undisturbed, RunResult disturbed) {
    List<String> broken = new ArrayList<>();
    boolean exactlyOnce = chaos.delivery() == NorthpostOptions.Delivery.EXACTLY_ONCE;
    for (RunResult run : List.of(undisturbed, disturbed)) {
      String name = run == undisturbed ? "undisturbed run: " : "";
      none(broken, name + "captures without a decision", run.lost());
      none(broken, name + "captures of which two decisions differ", run.differing());
      if (exactlyOnce || run == undisturbed) {
        none(broken, name + "captures with two decisions, read committed", run.duplicated());
      }
      long rejected =
          IndexedDocuments.countByKind(run.documents())
              .getOrDefault(DocumentKind.REJECTIONS.alias(), 0L);
      if (rejected != refusals) {
        broken.add(
            name
                + "messages that cannot be read or repeat a capture: "
                + refusals
                + " sent, expected as many rejections, got "
                + rejected);
      }
    }
    none(
        broken,
        "decisions other than in the undisturbed run",
        differences(undisturbed.decisions(), disturbed.decisions()));
    none(
        broken,
        "documents other than in the undisturbed run",
        differences(undisturbed.documents(), disturbed.documents()));
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
    return new ChaosReport(chaos, undisturbed, disturbed, broken);
  }

  private static void none(List<String> broken, String what, Set<String> found) {
    if (!found.isEmpty()) {
      broken.add(what + ": " + found.size() + ": " + named(found));
    }
  }

  private static String named(Collection<String> found) {
    String some = String.join(", ", found.stream().limit(MOST_NAMED).toList());
    return found.size() > MOST_NAMED ? some + ", ..." : some;
  }

  /** Keys under which two results have not the same. */
  static Set<String> differences(Map<String, String> one, Map<String, String> other) {
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    keys.removeIf(key -> one.containsKey(key) && one.get(key).equals(other.get(key)));
    return keys;
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
    return disturbed.kills();
  }

  /** Decisions that were made again after a failure. */
  public int replayed() {
    return disturbed.replayed();
  }

  /** For each document or decision that differs, what the two runs have. */
  public List<String> details() {
    List<String> lines = new ArrayList<>();
    detail(lines, undisturbed.decisions(), disturbed.decisions());
    detail(lines, undisturbed.documents(), disturbed.documents());
    return lines;
  }

  private static void detail(
      List<String> lines, Map<String, String> one, Map<String, String> other) {
    for (String key : differences(one, other)) {
      lines.add(key + "\n  undisturbed: " + one.get(key) + "\n  disturbed:   " + other.get(key));
    }
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
    for (Kill kill : disturbed.kills()) {
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
            Locale.ROOT,
            "%n%-34s %12s %12s%n",
            "delivery " + chaos.delivery(),
            "undisturbed",
            disturbed.kills().size() + " kills"));
    row(text, "captures", undisturbed.sent(), disturbed.sent());
    row(text, "without a decision", undisturbed.lost().size(), disturbed.lost().size());
    row(
        text,
        chaos.delivery() == NorthpostOptions.Delivery.EXACTLY_ONCE
            ? "with two, read committed"
            : "with two, which is allowed",
        undisturbed.duplicated().size(),
        disturbed.duplicated().size());
    row(text, "with two that differ", undisturbed.differing().size(), disturbed.differing().size());
    row(text, "decisions, read committed", undisturbed.committed(), disturbed.committed());
    row(text, "decisions, read uncommitted", undisturbed.uncommitted(), disturbed.uncommitted());
    row(text, "decisions made again", undisturbed.replayed(), disturbed.replayed());
    Map<String, Long> before = IndexedDocuments.countByKind(undisturbed.documents());
    Map<String, Long> after = IndexedDocuments.countByKind(disturbed.documents());
    Set<String> kinds = new TreeSet<>(before.keySet());
    kinds.addAll(after.keySet());
    for (String kind : kinds) {
      row(text, kind, before.getOrDefault(kind, 0L), after.getOrDefault(kind, 0L));
    }
    row(text, "seconds", Math.round(undisturbed.seconds()), Math.round(disturbed.seconds()));
    text.append(
        String.format(
            "%ndecisions, SHA-256%n  %s  undisturbed%n  %s  disturbed%n",
            undisturbed.decisionHash(), disturbed.decisionHash()));
    text.append(
        String.format(
            "documents, SHA-256%n  %s  undisturbed%n  %s  disturbed%n",
            undisturbed.documentHash(), disturbed.documentHash()));
    text.append(String.format("%nother than in the shipped config.yaml%n"));
    disturbed.configuration().forEach(line -> text.append(String.format("  %s%n", line)));
    text.append(String.format("%n%s", kept() ? "Every promise was kept." : "BROKEN:"));
    broken.forEach(promise -> text.append(String.format("%n  %s", promise)));
    return text.toString();
  }

  private static void row(StringBuilder text, String what, long before, long after) {
    text.append(String.format(Locale.ROOT, "%-34s %12d %12d%n", what, before, after));
  }

  /** For scripts. */
  public String toJson() {
    ObjectNode root =
        JSON.createObjectNode()
            .put("kept", kept())
            .put("seed", chaos.seed())
            .put("delivery", chaos.delivery().toString());
    root.set("undisturbed", json(undisturbed));
    root.set("disturbed", json(disturbed));
    broken.forEach(root.putArray("broken")::add);
    disturbed.configuration().forEach(root.putArray("configuration")::add);
    return root.toPrettyString();
  }

  private static ObjectNode json(RunResult run) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("captures", run.sent())
            .put("lost", run.lost().size())
            .put("duplicated", run.duplicated().size())
            .put("differing", run.differing().size())
            .put("decisionsCommitted", run.committed())
            .put("decisionsUncommitted", run.uncommitted())
            .put("decisionsMadeAgain", run.replayed())
            .put("decisionsSha256", run.decisionHash())
            .put("documentsSha256", run.documentHash())
            .put("seconds", run.seconds());
    ObjectNode documents = node.putObject("documents");
    IndexedDocuments.countByKind(run.documents()).forEach(documents::put);
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
