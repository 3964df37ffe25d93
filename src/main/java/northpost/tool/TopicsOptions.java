package northpost.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import northpost.domain.Port;
import northpost.job.KafkaProperties;
import northpost.settings.Finding;
import northpost.source.PortRegistryYaml;
import northpost.topics.TopicInstaller;
import northpost.topics.TopicPlan;
import northpost.topics.TopicReport;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which broker, which topics, and how what was found is printed. */
final class TopicsOptions {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "LIST",
      description = "Kafka brokers, host:port, separated by commas.")
  String bootstrapServers;

  @Option(
      names = "--client-properties",
      paramLabel = "FILE",
      description =
          "Further settings of the Kafka client, such as security: key=value lines, each secret as"
              + " $${file:PATH:KEY}.")
  Path clientProperties;

  @Option(
      names = "--ports",
      split = ",",
      paramLabel = "CODE",
      description = "Ports that get a topic of captures (default: all of ports.yaml).")
  List<String> ports;

  @Option(
      names = "--prefix",
      defaultValue = "northpost",
      paramLabel = "TEXT",
      description = "What the names begin with (default: ${DEFAULT-VALUE}).")
  String prefix;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      paramLabel = "N",
      description =
          "Partitions of captures, references, adjudications and decisions (default:"
              + " ${DEFAULT-VALUE}).")
  int partitions;

  @Option(
      names = "--replication-factor",
      defaultValue = "3",
      paramLabel = "N",
      description =
          "Copies of each partition (default: ${DEFAULT-VALUE}); from 3 on two must have taken a"
              + " record.")
  short replicationFactor;

  @Option(
      names = "--photo-retention",
      defaultValue = "12h",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description =
          "The longest that a photo stays in a topic, 2h or more (default: ${DEFAULT-VALUE}, that of"
              + " a citizen's).")
  Duration photoRetention;

  @Option(
      names = "--transaction-timeout",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description =
          "Where decisions are exactly-once, their northpost.decisions.transaction-timeout, 1h by"
              + " default there: say which brokers allow less, and exit 1 (default: not asked).")
  Duration transactionTimeout;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  /** What to do there. */
  interface Visit {
    List<TopicReport> with(TopicInstaller installer) throws IOException;
  }

  /** The exit code: 1 where the broker did not answer as it should. */
  int visit(
      CommandSpec spec,
      Visit visit,
      Function<TopicReport, String> word,
      ToIntFunction<List<TopicReport>> exitCode) {
    TopicPlan plan;
    try {
      plan = new TopicPlan(portCodes(), prefix, partitions, replicationFactor, photoRetention);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try (TopicInstaller installer = new TopicInstaller(client(), plan)) {
      List<TopicReport> reports = visit.with(installer);
      List<String> brokers =
          transactionTimeout == null ? List.of() : installer.tooShortFor(transactionTimeout);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(asJson(word, reports, brokers));
      } else {
        print(out, word, reports);
        brokers.forEach(out::println);
      }
      return brokers.isEmpty() ? exitCode.applyAsInt(reports) : 1;
    } catch (IOException | KafkaException e) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + FailureReport.message(e));
      return 1;
    }
  }

  private List<String> portCodes() {
    List<String> known =
        PortRegistryYaml.shipped().ports().stream().map(Port::code).sorted().toList();
    if (ports == null) {
      return known;
    }
    for (String port : ports) {
      if (!known.contains(port)) {
        throw new IllegalArgumentException(
            "--ports: got " + port + ", expected ports of ports.yaml: " + known);
      }
    }
    return ports;
  }

  private Map<String, Object> client() throws IOException {
    Properties file = new Properties();
    if (clientProperties != null) {
      try (InputStream in = Files.newInputStream(clientProperties)) {
        file.load(in);
      } catch (NoSuchFileException e) {
        throw new IOException("--client-properties " + clientProperties + ": no such file", e);
      }
    }
    Map<String, String> properties = new HashMap<>();
    file.stringPropertyNames().forEach(name -> properties.put(name, file.getProperty(name)));
    List<Finding> wrong =
        KafkaProperties.ofTool(properties, "--client-properties " + clientProperties);
    if (!wrong.isEmpty()) {
      throw new IOException(wrong.stream().map(Finding::text).collect(Collectors.joining("\n  ")));
    }
    Map<String, Object> client = new HashMap<>(properties);
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return client;
  }

  private static void print(
      PrintWriter out, Function<TopicReport, String> word, List<TopicReport> reports) {
    for (TopicReport report : reports) {
      out.printf("%-12s %s%n", word.apply(report), report.name());
      report.settings().forEach(line -> out.println("             " + line));
      report.layout().forEach(line -> out.println("             " + line + "; left as it is"));
    }
  }

  private String asJson(
      Function<TopicReport, String> word, List<TopicReport> reports, List<String> brokers) {
    ObjectNode root = JSON.createObjectNode().put("bootstrapServers", bootstrapServers);
    var topics = root.putArray("topics");
    for (TopicReport report : reports) {
      ObjectNode topic =
          topics.addObject().put("name", report.name()).put("result", word.apply(report));
      report.settings().forEach(topic.putArray("settings")::add);
      report.layout().forEach(topic.putArray("layout")::add);
    }
    brokers.forEach(root.putArray("brokers")::add);
    return root.toPrettyString();
  }
}
