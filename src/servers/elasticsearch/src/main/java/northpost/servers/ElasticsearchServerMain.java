package northpost.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One Elasticsearch node, reachable from this machine only and without security, for demo and
 * tests. Prints {@code READY host:port} once it takes requests; shards found on disk may still be
 * recovering then.
 */
public final class ElasticsearchServerMain {
  private static final String NODE = "northpost-0";

  private ElasticsearchServerMain() {}

  /**
   * Starts the node on the files it finds.
   *
   * @param args home (the directory that holds modules/), work directory, HTTP port (0: any), then
   *     node settings as key=value
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      System.err.println(
          "usage: ElasticsearchServerMain HOME WORK_DIRECTORY HTTP_PORT [key=value ...]");
      System.exit(2);
    }
    Lifeline.hold();
    Path work = Path.of(args[1]).toAbsolutePath();
    for (String directory : List.of("config", "data", "logs")) {
      Files.createDirectories(work.resolve(directory));
    }
    Settings.Builder settings = settings(Path.of(args[0]).toAbsolutePath(), work, args[2]);
    for (int i = 3; i < args.length; i++) {
      put(settings, args[i]);
    }

    Node node = node(settings.build(), work.resolve("config"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "stop-node"));
    node.start();
    System.out.println(
        "READY "
            + node.injector()
                .getInstance(HttpServerTransport.class)
                .boundAddress()
                .publishAddress());
    new CountDownLatch(1).await();
  }

  private static Settings.Builder settings(Path home, Path work, String httpPort) {
    return Settings.builder()
        .put("path.home", home)
        .put("path.data", work.resolve("data"))
        .put("path.logs", work.resolve("logs"))
        .put("cluster.name", "northpost")
        .put("node.name", NODE)
        .put("discovery.type", "single-node")
        .put("network.host", "127.0.0.1")
        .put("http.port", httpPort)
        .put("transport.port", "0")
        // A laptop's full disk is no reason to refuse a test's few documents.
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .put("action.destructive_requires_name", false)
        .put("logger.level", "warn");
  }

  private static void put(Settings.Builder settings, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "node setting: expected key=value, got '" + assignment + "'");
    }
    settings.put(assignment.substring(0, equals), assignment.substring(equals + 1));
  }

  private static Node node(Settings settings, Path config) throws IOException {
    // Before any class of the server logs, or its logging stays unconfigured.
    LogConfigurator.loadLog4jPlugins();
    LogConfigurator.setNodeName(NODE);
    LogConfigurator.configureWithoutConfig(settings);
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> NODE);
    // The server is on the class path here, not in a module layer: hence no module wiring (false).
    PluginsLoader modules =
        PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(environment.modulesDir()), Set.of(), Map.of(), false);
    return new Node(environment, modules);
  }

  private static void stop(Node node) {
    try {
      node.prepareForClose();
      node.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + NODE, e);
    }
  }
}
