package northpost.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether the same captures came to the same in each way of running the job. */
public final class ModesReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_NAMED = 20;

  private final int captures;
  private final Map<String, String> files;
  private final RunResult session;
  private final RunResult application;

  ModesReport(int captures, Map<String, String> files, RunResult session, RunResult application) {
    this.captures = captures;
    this.files = Map.copyOf(files);
    this.session = session;
    this.application = application;
  }

  /** What is not the same; empty when all is. */
  public List<String> differences() {
    List<String> all = new ArrayList<>();
    if (files.size() != captures) {
      all.add("run: " + captures + " captures, expected as many decisions, got " + files.size());
    }
    add(all, "decisions of run and session", files, session.decisions());
    add(all, "decisions of run and application", files, application.decisions());
    add(all, "documents of session and application", session.documents(), application.documents());
    return all;
  }

  private static void add(
      List<String> all, String what, Map<String, String> one, Map<String, String> other) {
    Set<String> keys = RunComparison.differences(one, other);
    if (!keys.isEmpty()) {
      all.add(what + ": " + keys.size() + " differ: " + keys.stream().limit(MOST_NAMED).toList());
      String first = keys.iterator().next();
      all.add("  " + one.get(first));
      all.add("  " + other.get(first));
    }
  }

  public boolean same() {
    return differences().isEmpty();
  }

  /** For people. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "%d captures%n%-12s %-64s%n", captures, "", "decisions, SHA-256"));
    text.append(String.format("%-12s %s%n", "run", Digest.of(files)));
    text.append(String.format("%-12s %s%n", "session", session.decisionHash()));
    text.append(String.format("%-12s %s%n", "application", application.decisionHash()));
    text.append(
        String.format(
            Locale.ROOT,
            "%-12s %s%n",
            "",
            "documents, SHA-256 (" + session.documents().size() + ")"));
    text.append(String.format("%-12s %s%n", "session", session.documentHash()));
    text.append(String.format("%-12s %s%n", "application", application.documentHash()));
    text.append(same() ? "All the same." : "DIFFERENT:");
    differences().forEach(line -> text.append(String.format("%n  %s", line)));
    return text.toString();
  }

  /** For scripts. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode().put("same", same()).put("captures", captures);
    root.putObject("decisionsSha256")
        .put("run", Digest.of(files))
        .put("session", session.decisionHash())
        .put("application", application.decisionHash());
    root.putObject("documentsSha256")
        .put("session", session.documentHash())
        .put("application", application.documentHash());
    root.put("documents", session.documents().size());
    differences().forEach(root.putArray("differences")::add);
    return root.toPrettyString();
  }
}
