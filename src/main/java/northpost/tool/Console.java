package northpost.tool;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import northpost.console.ConsoleServer;
import northpost.console.ConsoleSettings;
import northpost.console.ShippedDashboards;
import northpost.sink.ElasticsearchSettings;
import northpost.source.PortRegistryYaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code console}: the operations page over an Elasticsearch that exists. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = {
      "Serve the operations page until Ctrl-C: the dashboards of kibana/ without Kibana.",
      "It only reads Elasticsearch, and asks nobody who they are: let others reach it through a"
          + " proxy that does."
    })
final class Console implements Callable<Integer> {
  @Mixin ClusterOptions cluster;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to serve the page on; 0 for a free one (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = ConsoleSettings.LOOPBACK,
      description = "Address to serve it on (default: ${DEFAULT-VALUE}, this machine alone).")
  String address;

  @Option(
      names = "--host",
      split = ",",
      paramLabel = "NAME",
      description =
          "Names beside localhost and the address under which browsers ask for it; other names are"
              + " refused.")
  List<String> hosts = List.of();

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ConsoleSettings settings;
    ElasticsearchSettings elasticsearch;
    try {
      settings = new ConsoleSettings(address, port, hosts);
      elasticsearch = cluster.settings();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    CountDownLatch forever = new CountDownLatch(1);
    try (ConsoleServer console =
        ConsoleServer.start(
            settings, elasticsearch, ShippedDashboards.read(), PortRegistryYaml.shipped())) {
      spec.commandLine().getOut().println("Operations page " + console.url());
      spec.commandLine().getOut().flush();
      forever.await();
    }
    return 0;
  }
}
