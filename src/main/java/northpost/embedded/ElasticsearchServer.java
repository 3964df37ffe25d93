package northpost.embedded;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Elasticsearch of one node in a process of its own, on a free port of loopback. */
public final class ElasticsearchServer extends EmbeddedServer {
  private static final String NAME = "elasticsearch";

  /** On a machine that is busy with other work it takes minutes. */
  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final String url;

  private ElasticsearchServer(ServerFiles files, int port, Map<String, String> settings)
      throws IOException {
    super(files, command(files, port, settings));
    this.url = "http://127.0.0.1:" + port;
  }

  private static ServerCommand command(ServerFiles files, int port, Map<String, String> settings)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(files.home().toString());
    arguments.add(files.work().toString());
    arguments.add(Integer.toString(port));
    settings.forEach((key, value) -> arguments.add(key + "=" + value));
    return new ServerCommand(
        NAME,
        files.classPath(),
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + files.temporary()),
        "northpost.servers.ElasticsearchServerMain",
        arguments,
        files.log(),
        START_LIMIT,
        STOP_LIMIT);
  }

  /** Starts a server whose files are deleted when it is closed. */
  public static ElasticsearchServer start(
      Path servers, Path workDirectory, Map<String, String> settings) throws IOException {
    return start(servers, workDirectory, settings, WorkFiles.DELETE_ON_CLOSE);
  }

  /**
   * Starts a server and waits until it takes requests and has every primary shard it finds.
   *
   * @param servers where the servers were built, normally {@code target/servers}
   * @param workDirectory the server works in its subdirectory {@code elasticsearch}, on the data it
   *     finds there
   * @param settings node settings on top of the usual ones, such as {@code
   *     indexing_pressure.memory.limit}
   */
  public static ElasticsearchServer start(
      Path servers, Path workDirectory, Map<String, String> settings, WorkFiles afterwards)
      throws IOException {
    int port = FreePorts.pick();
    ServerFiles files = ServerFiles.of(NAME, servers, workDirectory, afterwards);
    try {
      ElasticsearchServer server = new ElasticsearchServer(files, port, settings);
      server.begin();
      return server;
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  /** Where the server answers, without a slash at the end; the same after a restart. */
  public String url() {
    return url;
  }

  @Override
  void awaitService() throws IOException {
    URI health =
        URI.create(
            url
                + "/_cluster/health?wait_for_status=yellow&timeout="
                + START_LIMIT.toSeconds()
                + "s");
    HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
    try {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException(health + ": expected status 200, got " + status);
      }
    } finally {
      connection.disconnect();
    }
  }
}
