package northpost.tool;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ObjectReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares a cluster with what the documents need. */
@Command(
    name = "verify",
    description = "Says what in the cluster differs from what install would bring; 1 if anything.",
    mixinStandardHelpOptions = true)
public final class ElasticsearchVerify implements Callable<Integer> {
  @Mixin private ElasticsearchOptions options;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return ElasticsearchReport.run(
        spec,
        options,
        json,
        ElasticsearchInstaller::verify,
        report -> report.state().name().toLowerCase(Locale.ROOT),
        ElasticsearchVerify::exitCode);
  }

  private static int exitCode(List<ObjectReport> reports) {
    return reports.stream()
            .map(ObjectReport::state)
            .anyMatch(s -> s == ObjectReport.State.MISSING || s == ObjectReport.State.DIFFERENT)
        ? 1
        : 0;
  }
}
