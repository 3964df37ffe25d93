package northpost.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A real Kafka broker of one node in a process of its own, on free ports of loopback. */
public final class KafkaBroker extends EmbeddedServer {
  private static final String NAME = "kafka";

  /** On a machine that is busy with other work it takes minutes. */
  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final String bootstrapServers;

  private KafkaBroker(ServerFiles files, int brokerPort, int controllerPort) throws IOException {
    super(files, command(files, brokerPort, controllerPort));
    this.bootstrapServers = "127.0.0.1:" + brokerPort;
  }

  private static ServerCommand command(ServerFiles files, int brokerPort, int controllerPort)
      throws IOException {
    return new ServerCommand(
        NAME,
        files.classPath(),
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + files.temporary()),
        "northpost.servers.KafkaServerMain",
        List.of(
            files.work().toString(),
            Integer.toString(brokerPort),
            Integer.toString(controllerPort)),
        files.log(),
        START_LIMIT,
        STOP_LIMIT);
  }

  /** Starts a broker whose files are deleted when it is closed. */
  public static KafkaBroker start(Path servers, Path workDirectory) throws IOException {
    return start(servers, workDirectory, WorkFiles.DELETE_ON_CLOSE);
  }

  /**
   * Starts a broker and waits until it takes connections.
   *
   * @param servers where the servers were built, normally {@code target/servers}
   * @param workDirectory the broker works in its subdirectory {@code kafka}, on the data it finds
   *     there
   */
  public static KafkaBroker start(Path servers, Path workDirectory, WorkFiles afterwards)
      throws IOException {
    List<Integer> ports = FreePorts.pick(2);
    ServerFiles files = ServerFiles.of(NAME, servers, workDirectory, afterwards);
    try {
      KafkaBroker broker = new KafkaBroker(files, ports.get(0), ports.get(1));
      broker.begin();
      return broker;
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  /** The broker's address, host:port; the same after a restart. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Creates a topic and waits until the broker has done so.
   *
   * @param config settings of the topic, such as {@code cleanup.policy}
   */
  public void createTopic(String name, int partitions, Map<String, String> config)
      throws IOException {
    NewTopic topic =
        new NewTopic(name, Optional.of(partitions), Optional.<Short>empty()).configs(config);
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) START_LIMIT.toMillis()))) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      throw new IOException(
          "topic " + name + " at " + bootstrapServers + ": not created: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("topic " + name + " at " + bootstrapServers + ": interrupted", e);
    }
  }
}
