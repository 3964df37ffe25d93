package northpost.tool;

import java.util.concurrent.Callable;
import northpost.topics.TopicInstaller;
import northpost.topics.TopicReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares the topics on a broker with what the job needs. */
@Command(
    name = "verify",
    description = "Says which topics are missing or differ from what create would bring; 1 if any.",
    mixinStandardHelpOptions = true)
final class TopicsVerify implements Callable<Integer> {
  @Mixin private TopicsOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return options.visit(
        spec,
        TopicInstaller::verify,
        TopicsVerify::word,
        reports -> reports.stream().allMatch(TopicReport::same) ? 0 : 1);
  }

  private static String word(TopicReport report) {
    if (report.missing()) {
      return "missing";
    }
    return report.same() ? "same" : "different";
  }
}
