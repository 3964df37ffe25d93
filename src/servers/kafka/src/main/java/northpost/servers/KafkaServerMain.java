package northpost.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker and its controller in one process, reachable from this machine only, for demo
 * and tests. Prints {@code READY host:port} once it takes connections.
 */
public final class KafkaServerMain {
  private KafkaServerMain() {}

  /**
   * Starts the broker on the files it finds, formatting them first if there are none.
   *
   * @param args work directory, broker port, controller port, then broker settings as key=value
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      System.err.println(
          "usage: KafkaServerMain WORK_DIRECTORY BROKER_PORT CONTROLLER_PORT [key=value ...]");
      System.exit(2);
    }
    Lifeline.hold();
    Path work = Path.of(args[0]).toAbsolutePath();
    Path data = work.resolve("data");
    Properties settings = settings(data, args[1], args[2]);
    for (int i = 3; i < args.length; i++) {
      put(settings, args[i]);
    }
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(work, settings);
    }

    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
    server.startup();
    System.out.println("READY 127.0.0.1:" + args[1]);
    server.awaitShutdown();
  }

  private static Properties settings(Path data, String brokerPort, String controllerPort) {
    String broker = "PLAINTEXT://127.0.0.1:" + brokerPort;
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.setProperty("listeners", broker + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.setProperty("advertised.listeners", broker);
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("inter.broker.listener.name", "PLAINTEXT");
    p.setProperty("log.dirs", data.toString());
    p.setProperty("auto.create.topics.enable", "false");

    // One broker: nothing to copy to.
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");

    // Small and quick to start.
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "2");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    p.setProperty("group.initial.rebalance.delay.ms", "0");

    // A killed broker may register again only after this long: the shorter, the sooner it is back.
    p.setProperty("broker.session.timeout.ms", "4000");
    p.setProperty("broker.heartbeat.interval.ms", "500");

    // Flink's transactions outlive a checkpoint, a failure and the restart after it.
    p.setProperty("transaction.max.timeout.ms", "3600000");
    return p;
  }

  private static void put(Properties settings, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "broker setting: expected key=value, got '" + assignment + "'");
    }
    settings.setProperty(assignment.substring(0, equals), assignment.substring(equals + 1));
  }

  private static void format(Path work, Properties settings) throws IOException {
    Files.createDirectories(work);
    Path file = work.resolve("server.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    String cluster = Uuid.randomUuid().toString();
    int status =
        StorageTool.execute(
            new String[] {"format", "-t", cluster, "-c", file.toString()}, System.out);
    if (status != 0) {
      throw new IOException(
          "formatting " + settings.getProperty("log.dirs") + ": expected status 0, got " + status);
    }
  }
}
