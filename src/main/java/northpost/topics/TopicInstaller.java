package northpost.topics;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares a broker's topics with a plan and brings them there; again it changes nothing.
 *
 * <p>Partitions and replicas of a topic that is there are never changed: with more partitions a key
 * would go to another one, and a compacted topic would keep its old record for ever.
 */
public final class TopicInstaller implements AutoCloseable {
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(30);
  private static final long SHOWN_POLL_MILLIS = 50;
  private static final String TRANSACTION_LIMIT = "transaction.max.timeout.ms";

  private final Admin admin;
  private final TopicPlan plan;
  private final String broker;

  /**
   * Connects to a broker.
   *
   * @param client settings of the Kafka client, {@code bootstrap.servers} among them
   */
  public TopicInstaller(Map<String, Object> client, TopicPlan plan) {
    this.admin = Admin.create(client);
    this.plan = plan;
    this.broker = String.valueOf(client.get("bootstrap.servers"));
  }

  /** What differs, a report for each topic of the plan; changes nothing. */
  public List<TopicReport> verify() throws IOException {
    List<Topic> topics = plan.topics();
    Set<String> there = await("topics not listed", admin.listTopics().names());
    List<String> known = topics.stream().map(Topic::name).filter(there::contains).toList();
    Map<String, TopicDescription> layouts =
        await("topics not described", admin.describeTopics(known).allTopicNames());
    Map<ConfigResource, Config> settings =
        await(
            "settings of topics not described",
            admin.describeConfigs(known.stream().map(TopicInstaller::resource).toList()).all());
    List<TopicReport> reports = new ArrayList<>();
    for (Topic topic : topics) {
      reports.add(
          there.contains(topic.name())
              ? compare(topic, layouts.get(topic.name()), settings.get(resource(topic.name())))
              : TopicReport.missing(topic.name()));
    }
    return reports;
  }

  /**
   * The brokers that end a transaction before it has lasted as long as it may.
   *
   * @param timeout {@code northpost.decisions.transaction-timeout} of a job whose decisions are
   *     exactly-once
   * @return one line for each such broker; the job's transactions are refused there
   */
  public List<String> tooShortFor(Duration timeout) throws IOException {
    List<ConfigResource> brokers =
        await("brokers not listed", admin.describeCluster().nodes()).stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    Map<ConfigResource, Config> settings =
        await("settings of brokers not described", admin.describeConfigs(brokers).all());
    List<String> refusing = new ArrayList<>();
    for (ConfigResource broker : brokers) {
      ConfigEntry limit = settings.get(broker).get(TRANSACTION_LIMIT);
      if (limit != null && Long.parseLong(limit.value()) < timeout.toMillis()) {
        refusing.add(
            "broker "
                + broker.name()
                + ": "
                + TRANSACTION_LIMIT
                + ": got "
                + limit.value()
                + ", expected at least "
                + timeout.toMillis()
                + ", or decisions cannot be written exactly-once");
      }
    }
    return refusing;
  }

  /** Creates what is missing and mends settings; the reports are of what was there before. */
  public List<TopicReport> create() throws IOException {
    List<TopicReport> found = verify();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    List<Topic> topics = plan.topics();
    for (int i = 0; i < topics.size(); i++) {
      Topic topic = topics.get(i);
      if (found.get(i).missing()) {
        create(topic);
      } else if (!found.get(i).settings().isEmpty()) {
        changes.put(resource(topic.name()), settingsOf(topic));
      }
    }
    if (!changes.isEmpty()) {
      await("settings of topics not changed", admin.incrementalAlterConfigs(changes).all());
    }
    if (found.stream().anyMatch(report -> report.missing() || !report.settings().isEmpty())) {
      awaitShown();
    }
    return found;
  }

  /**
   * A broker shows a change a moment after it took it: done is only what whoever comes next sees.
   */
  private void awaitShown() throws IOException {
    long start = System.nanoTime();
    List<String> open = open();
    while (!open.isEmpty()) {
      if (System.nanoTime() - start > SHOWN_WITHIN.toNanos()) {
        throw new IOException(
            "Kafka at "
                + broker
                + ": took the changes, but after "
                + SHOWN_WITHIN.toSeconds()
                + " s still shows "
                + open);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(SHOWN_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Kafka at " + broker + ": interrupted", e);
      }
      open = open();
    }
  }

  private List<String> open() throws IOException {
    try {
      return verify().stream()
          .filter(report -> report.missing() || !report.settings().isEmpty())
          .map(TopicReport::toString)
          .toList();
    } catch (IOException e) {
      // One broker lists it, and the next one asked has not heard of it yet.
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return List.of(e.getMessage());
      }
      throw e;
    }
  }

  private void create(Topic topic) throws IOException {
    NewTopic added =
        new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.of(plan.replicas()))
            .configs(topic.settings());
    try {
      await("topic " + topic.name() + " not created", admin.createTopics(List.of(added)).all());
    } catch (IOException e) {
      // Another run was quicker, which is as good.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static Collection<AlterConfigOp> settingsOf(Topic topic) {
    return topic.settings().entrySet().stream()
        .map(
            setting ->
                new AlterConfigOp(
                    new ConfigEntry(setting.getKey(), setting.getValue()),
                    AlterConfigOp.OpType.SET))
        .toList();
  }

  private TopicReport compare(Topic topic, TopicDescription layout, Config config) {
    List<String> settings = new ArrayList<>();
    topic
        .settings()
        .forEach(
            (key, expected) -> {
              ConfigEntry entry = config.get(key);
              String got = entry == null ? "nothing" : entry.value();
              if (!expected.equals(got)) {
                settings.add(key + ": got " + got + ", expected " + expected);
              }
            });
    List<String> shape = new ArrayList<>();
    int partitions = layout.partitions().size();
    if (partitions < topic.partitions()) {
      shape.add("partitions: got " + partitions + ", expected at least " + topic.partitions());
    }
    int replicas =
        layout.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0);
    if (replicas < plan.replicas()) {
      shape.add("replicas: got " + replicas + ", expected at least " + plan.replicas());
    }
    return new TopicReport(topic.name(), false, settings, shape);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private <T> T await(String failure, KafkaFuture<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException(
          "Kafka at " + broker + ": " + failure + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Kafka at " + broker + ": " + failure + ": interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
