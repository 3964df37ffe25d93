package northpost.tool;

import java.util.concurrent.Callable;
import northpost.topics.TopicInstaller;
import northpost.topics.TopicReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the topics and says what it changed. */
@Command(
    name = "create",
    description = {
      "Creates the topics that are missing, and mends settings of those that are there.",
      "Running it again changes nothing. Partitions and replicas of a topic that is there are never"
          + " changed: exit 1 where they are fewer."
    },
    mixinStandardHelpOptions = true)
final class TopicsCreate implements Callable<Integer> {
  @Mixin private TopicsOptions options;

  @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return options.visit(
        spec,
        dryRun ? TopicInstaller::verify : TopicInstaller::create,
        this::word,
        reports -> reports.stream().allMatch(each -> each.layout().isEmpty()) ? 0 : 1);
  }

  private String word(TopicReport report) {
    if (report.missing()) {
      return dryRun ? "would create" : "created";
    }
    if (!report.settings().isEmpty()) {
      return dryRun ? "would change" : "changed";
    }
    return report.layout().isEmpty() ? "unchanged" : "left as is";
  }
}
