package northpost.tool;

import java.util.concurrent.Callable;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ObjectReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Installs what the documents need in a cluster and says what it changed. */
@Command(
    name = "install",
    description = {
      "Creates or mends lifecycle policies, component templates, index templates and roles.",
      "Running it again changes nothing. Templates act on indices created afterwards."
    },
    mixinStandardHelpOptions = true)
public final class ElasticsearchInstall implements Callable<Integer> {
  @Mixin private ElasticsearchOptions options;

  @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return ElasticsearchReport.run(
        spec,
        options,
        json,
        dryRun ? ElasticsearchInstaller::verify : ElasticsearchInstaller::install,
        this::change,
        reports -> 0);
  }

  private String change(ObjectReport report) {
    return switch (report.state()) {
      case MISSING -> dryRun ? "would create" : "created";
      case DIFFERENT -> dryRun ? "would change" : "changed";
      case SAME -> "unchanged";
      case UNSUPPORTED -> "unsupported";
    };
  }
}
