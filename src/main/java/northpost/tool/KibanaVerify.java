package northpost.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import northpost.dashboard.PanelVerifier;
import northpost.dashboard.Selection;
import northpost.sink.ElasticsearchConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs every panel of every dashboard on an Elasticsearch. */
@Command(
    name = "verify",
    description = {
      "Checks dashboards and rules against an Elasticsearch with documents: references, layout,"
          + " fields, rates with n and interval; runs every panel.",
      "Exit code 1 when anything is wrong, or when a panel shows nothing."
    },
    mixinStandardHelpOptions = true)
final class KibanaVerify implements Callable<Integer> {
  @Mixin private KibanaFolder folder;
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--last",
      paramLabel = "D",
      defaultValue = "30d",
      converter = DurationConverter.class,
      description = "The time range to look at (default: ${DEFAULT-VALUE}).")
  private Duration last;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      description = "Its end, e.g. 2026-03-31T00:00:00Z (default: now).")
  private Instant until;

  @Option(
      names = "--allow-empty",
      description = "Only say which panels show nothing: where nothing was refused, that is right.")
  private boolean allowEmpty;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Selection selection = Selection.last(last, until == null ? Instant.now() : until);
    try (ElasticsearchConnection connection = connection()) {
      PanelVerifier.Report report =
          PanelVerifier.verify(folder.path(), connection.rest(), selection);
      report.problems().forEach(problem -> out.println("wrong  " + problem));
      report.empty().forEach(empty -> out.println("empty  " + empty));
      out.printf(
          "%d dashboards, %d panels, %d layers, %d rules: %d wrong, %d empty%n",
          report.dashboards(),
          report.panels(),
          report.layers(),
          report.rules(),
          report.problems().size(),
          report.empty().size());
      return report.problems().isEmpty() && (allowEmpty || report.empty().isEmpty()) ? 0 : 1;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("kibana verify: " + e.getMessage());
      return 1;
    }
  }

  private ElasticsearchConnection connection() {
    try {
      return ElasticsearchConnection.open(cluster.settings());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
