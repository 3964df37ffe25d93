package northpost.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import northpost.dashboard.KibanaInstaller;
import northpost.sink.ElasticsearchConnection;
import northpost.sink.ElasticsearchSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings data views, dashboards and alert rules into a Kibana. */
@Command(
    name = "install",
    description = {
      "Imports data views and dashboards over those of the same id, and creates or changes alert"
          + " rules.",
      "Rules come without actions: who is told is set in Kibana, and is kept."
    },
    mixinStandardHelpOptions = true)
final class KibanaInstall implements Callable<Integer> {
  @Mixin private KibanaFolder folder;
  @Mixin private CredentialOptions credentials;

  @Option(
      names = "--kibana",
      required = true,
      paramLabel = "URL",
      description = "Of Kibana, with its space where it has one: https://host:5601/s/border.")
  private String url;

  @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ElasticsearchSettings settings;
    try {
      URI kibana = KibanaInstaller.address(url);
      settings =
          credentials.settings(List.of(kibana.getScheme() + "://" + kibana.getRawAuthority()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try {
      new KibanaInstaller(
              url,
              ElasticsearchConnection.authorization(settings),
              ElasticsearchConnection.trust(settings))
          .install(folder.path(), !dryRun)
          .forEach(
              change ->
                  spec.commandLine()
                      .getOut()
                      .printf("%-12s %s %s%n", change.what(), change.type(), change.id()));
      return 0;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("kibana install: " + e.getMessage());
      return 1;
    }
  }
}
