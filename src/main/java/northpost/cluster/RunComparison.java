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

/**
 * A run to which something was done, beside one of the same captures that was left alone: both must
 * come to the same.
 */
record RunComparison(RunResult undisturbed, RunResult disturbed) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_NAMED = 20;

  /**
   * The promises that are broken, each with the captures or documents concerned.
   *
   * @param refusals messages that were to be refused: those that cannot be read or repeat a capture
   * @param exactlyOnce whether the run that was not left alone must commit each decision once
   */
  List<String> broken(int refusals, boolean exactlyOnce) {
    List<String> broken = new ArrayList<>();
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
    return broken;
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

  /** For each document or decision that differs, what the two runs have. */
  List<String> details() {
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

  /**
   * Both runs in figures, side by side.
   *
   * @param delivery of the decisions of the run that was not left alone
   * @param name stands over the run that was not left alone
   */
  String toTable(NorthpostOptions.Delivery delivery, String name) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "%-34s %12s %12s%n", "delivery " + delivery, "undisturbed", name));
    row(text, "captures", undisturbed.sent(), disturbed.sent());
    row(text, "without a decision", undisturbed.lost().size(), disturbed.lost().size());
    row(
        text,
        delivery == NorthpostOptions.Delivery.EXACTLY_ONCE
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
    return text.toString();
  }

  private static void row(StringBuilder text, String what, long before, long after) {
    text.append(String.format(Locale.ROOT, "%-34s %12d %12d%n", what, before, after));
  }

  /** The hashes of decisions and documents, and how the configuration differs from the shipped. */
  String toHashes(String name) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "decisions, SHA-256%n  %s  undisturbed%n  %s  %s%n",
            undisturbed.decisionHash(), disturbed.decisionHash(), name));
    text.append(
        String.format(
            "documents, SHA-256%n  %s  undisturbed%n  %s  %s%n",
            undisturbed.documentHash(), disturbed.documentHash(), name));
    text.append(String.format("%nother than in the shipped config.yaml%n"));
    disturbed.configuration().forEach(line -> text.append(String.format("  %s%n", line)));
    return text.toString();
  }

  /** A run in figures, for scripts. */
  static ObjectNode json(RunResult run) {
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
    return node;
  }
}
