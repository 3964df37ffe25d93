package northpost.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import northpost.job.NorthpostOptions;

/** What an upgrade and the way back cost, and which promise was broken, if any. */
public final class UpgradeReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final UpgradeRehearsal rehearsal;
  private final Sent sent;
  private final List<String> types;
  private final RunComparison runs;
  private final UpgradeRun.Outcome upgraded;
  private final List<String> broken;

  private UpgradeReport(
      UpgradeRehearsal rehearsal,
      Sent sent,
      List<String> types,
      RunComparison runs,
      UpgradeRun.Outcome upgraded) {
    this.rehearsal = rehearsal;
    this.sent = sent;
    this.types = types;
    this.runs = runs;
    this.upgraded = upgraded;
    broken = List.copyOf(brokenPromises());
  }

  /**
   * What was sent besides captures that are to be decided.
   *
   * @param refusals messages that cannot be read or repeat a capture
   * @param repeatsOfBefore of these, captures of before the upgrade that came again after it
   */
  record Sent(int refusals, int repeatsOfBefore) {}

  /**
   * @param types in state, each with a field more in the next version
   */
  static UpgradeReport of(
      UpgradeRehearsal rehearsal,
      Sent sent,
      Collection<Class<?>> types,
      RunResult undisturbed,
      UpgradeRun.Outcome upgraded) {
    return new UpgradeReport(
        rehearsal,
        sent,
        types.stream().map(Class::getSimpleName).sorted().toList(),
        new RunComparison(undisturbed, upgraded.run()),
        upgraded);
  }

  private List<String> brokenPromises() {
    List<String> found = new ArrayList<>(runs.broken(sent.refusals(), true));
    for (UpgradeStep step : upgraded.steps()) {
      if (!step.restored()) {
        found.add(
            step.name()
                + ": expected to be restored from "
                + step.savepoint()
                + ", got "
                + step.restoredFrom());
      }
      if (step.referencesBefore() < 1
          || step.referencesAfter() != step.referencesBefore()
          || step.referencesRead() != 0) {
        found.add(
            step.name()
                + ": expected the gallery of before and no reference read again, got "
                + step.referencesBefore()
                + " references before, "
                + step.referencesAfter()
                + " after, "
                + step.referencesRead()
                + " read");
      }
      if (step.sentMeanwhile() == 0) {
        found.add(step.name() + ": no capture came meanwhile, so nothing was shown");
      }
    }
    UpgradeStep there = upgraded.steps().get(0);
    UpgradeStep back = upgraded.steps().get(1);
    if (there.addedInAll() > 0 || upgraded.left() > 0) {
      found.add(
          "the added field in savepoints of this version: expected none, got "
              + there.addedInAll()
              + " before and "
              + upgraded.left()
              + " afterwards");
    }
    if (back.addedInAll() == 0) {
      found.add("the added field in the savepoint of the next version: expected some, got none");
    }
    return found;
  }

  /** Whether every promise was kept. */
  public boolean kept() {
    return broken.isEmpty();
  }

  /** The promises that were broken, each with what it is about. */
  public List<String> broken() {
    return broken;
  }

  /** For each document or decision that differs, what the two runs have. */
  public List<String> details() {
    return runs.details();
  }

  /** Simple names of the records that are in state, each of which had a field more. */
  public List<String> types() {
    return types;
  }

  /**
   * Seconds from the request to stop to the first decision of the other version, there and back.
   */
  public List<Double> gaps() {
    return upgraded.steps().stream().map(UpgradeStep::gap).toList();
  }

  /** For people. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    row(text, "", UpgradeStep::name);
    seconds(text, "load average", UpgradeStep::load);
    row(text, "captures sent meanwhile", step -> String.valueOf(step.sentMeanwhile()));
    text.append(String.format("seconds%n"));
    seconds(text, "  until stopped with a savepoint", UpgradeStep::stop);
    seconds(text, "  until a decision again (the gap)", UpgradeStep::gap);
    seconds(text, "  until one was committed", UpgradeStep::committedGap);
    seconds(text, "  without a decision", UpgradeStep::silence);
    seconds(text, "  longest wait for a decision", UpgradeStep::longestWait);
    seconds(text, "  the same before the request", UpgradeStep::usualWait);
    seconds(text, "  longest until it was committed", UpgradeStep::committedLongestWait);
    row(text, "restored from the savepoint", step -> step.restored() ? "yes" : "NO");
    row(text, "references before", step -> String.valueOf(step.referencesBefore()));
    row(text, "references after", step -> String.valueOf(step.referencesAfter()));
    row(text, "references read again", step -> String.valueOf(step.referencesRead()));
    row(text, "added fields in the savepoint", step -> String.valueOf(step.addedInAll()));
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d types of state had a field more in the next version; its savepoint held it in%n"
                + "  %s%nand none at that moment of%n  %s%n",
            types.size(),
            filled(true),
            filled(false)));
    text.append(
        String.format(
            Locale.ROOT,
            "%d captures of before the upgrade came again after it%n%n%s%n%s",
            sent.repeatsOfBefore(),
            runs.toTable(NorthpostOptions.Delivery.EXACTLY_ONCE, "upgraded"),
            runs.toHashes("upgraded")));
    text.append(String.format("%n%s", kept() ? "Every promise was kept." : "BROKEN:"));
    broken.forEach(promise -> text.append(String.format("%n  %s", promise)));
    return text.toString();
  }

  private void seconds(StringBuilder text, String what, Function<UpgradeStep, Double> value) {
    row(text, what, step -> String.format(Locale.ROOT, "%.1f", value.apply(step)));
  }

  private void row(StringBuilder text, String what, Function<UpgradeStep, String> value) {
    text.append(String.format("%-34s", what));
    upgraded.steps().forEach(step -> text.append(String.format(" %20s", value.apply(step))));
    text.append(String.format("%n"));
  }

  /** Types of which the savepoint of the next version held some, or none. */
  private String filled(boolean some) {
    String names =
        upgraded.steps().get(1).added().entrySet().stream()
            .filter(type -> type.getValue() > 0 == some)
            .map(type -> some ? type.getKey() + " " + type.getValue() : type.getKey())
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "-" : names;
  }

  /** For scripts. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode().put("kept", kept()).put("seed", rehearsal.seed());
    var steps = root.putArray("steps");
    for (UpgradeStep step : upgraded.steps()) {
      ObjectNode node =
          steps
              .addObject()
              .put("name", step.name())
              .put("loadAverage", step.load())
              .put("capturesSentMeanwhile", step.sentMeanwhile())
              .put("stopSeconds", step.stop())
              .put("gapSeconds", step.gap())
              .put("committedGapSeconds", step.committedGap())
              .put("silenceSeconds", step.silence())
              .put("longestWaitSeconds", step.longestWait())
              .put("usualWaitSeconds", step.usualWait())
              .put("committedLongestWaitSeconds", step.committedLongestWait())
              .put("restored", step.restored())
              .put("referencesBefore", step.referencesBefore())
              .put("referencesAfter", step.referencesAfter())
              .put("referencesReadAgain", step.referencesRead());
      ObjectNode added = node.putObject("addedFieldsInSavepoint");
      step.added().forEach(added::put);
    }
    types.forEach(root.putArray("typesWithAFieldMore")::add);
    root.put("repeatsOfBefore", sent.repeatsOfBefore());
    root.set("undisturbed", RunComparison.json(runs.undisturbed()));
    root.set("upgraded", RunComparison.json(runs.disturbed()));
    broken.forEach(root.putArray("broken")::add);
    runs.disturbed().configuration().forEach(root.putArray("configuration")::add);
    return root.toPrettyString();
  }
}
