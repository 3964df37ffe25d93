package northpost.job;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import northpost.settings.Finding;
import northpost.settings.PropertiesKind;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/** Which properties of the Kafka client a configuration may set. */
public final class KafkaProperties {
  private static final List<String> FAMILIES = List.of("config.providers.");

  private static final Map<String, Class<?>> PROVIDERS =
      Map.of(
          "file", FileConfigProvider.class,
          "dir", DirectoryConfigProvider.class,
          "env", EnvVarConfigProvider.class);

  private static final String ACKNOWLEDGED =
      "the job sets it: a decision counts as written once all replicas in sync have it";
  private static final String COMMITTED =
      "the job sets it, or it would decide on captures that were never committed";
  private static final String POSITIONS =
      "the job commits positions with its checkpoints, or a start without one would leave captures"
          + " out";
  private static final String TRANSACTIONS =
      "the job sets it by its checkpoints, or the broker would end transactions that are to be"
          + " committed";
  private static final String ORDER =
      "the job sets it: what belongs together is in one partition, in its order";
  private static final String BYTES = "the job reads and writes the bytes of records itself";

  /** On what the guarantees rest, whoever would rather have it otherwise; each with the reason. */
  private static final Map<String, String> OWNED =
      Map.ofEntries(
          Map.entry("acks", ACKNOWLEDGED),
          Map.entry("enable.idempotence", ORDER),
          Map.entry("max.in.flight.requests.per.connection", ORDER),
          Map.entry("partitioner.class", ORDER),
          Map.entry("partitioner.ignore.keys", ORDER),
          Map.entry("isolation.level", COMMITTED),
          Map.entry("transaction.two.phase.commit.enable", TRANSACTIONS),
          Map.entry("enable.auto.commit", POSITIONS),
          Map.entry("auto.commit.interval.ms", POSITIONS),
          Map.entry("auto.offset.reset", POSITIONS),
          Map.entry("commit.offsets.on.checkpoint", POSITIONS),
          Map.entry("key.serializer", BYTES),
          Map.entry("value.serializer", BYTES),
          Map.entry("key.deserializer", BYTES),
          Map.entry("value.deserializer", BYTES));

  private KafkaProperties() {}

  /** Names that the job sets, each with the reason. */
  static Map<String, String> owned() {
    return OWNED;
  }

  /**
   * Those of Kafka's clients and Flink's connector. Kafka itself passes over a name that it does
   * not know, and a misspelt {@code security.protocol} would mean no encryption.
   */
  static PropertiesKind kind() {
    return new PropertiesKind(
        known(),
        secrets(),
        FAMILIES,
        Map.of(
            "bootstrap.servers", "northpost.kafka.bootstrap-servers",
            "group.id", "northpost.kafka.group-id",
            "partition.discovery.interval.ms", "northpost.kafka.partition-discovery-interval",
            "transactional.id", "northpost.kafka.group-id",
            "transaction.timeout.ms", "northpost.decisions.transaction-timeout"),
        OWNED);
  }

  private static Set<String> known() {
    Set<String> known = new HashSet<>();
    definitions().forEach(each -> known.addAll(each.names()));
    known.add(KafkaSourceOptions.CLIENT_ID_PREFIX.key());
    known.add(KafkaSourceOptions.REGISTER_KAFKA_CONSUMER_METRICS.key());
    known.add(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key());
    return known;
  }

  /** What Kafka itself holds for a secret, and does not log. */
  private static Set<String> secrets() {
    Set<String> secrets = new HashSet<>();
    definitions()
        .flatMap(each -> each.configKeys().values().stream())
        .filter(each -> each.type == ConfigDef.Type.PASSWORD)
        .forEach(each -> secrets.add(each.name));
    return secrets;
  }

  private static Stream<ConfigDef> definitions() {
    return Stream.of(
        ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());
  }

  /**
   * What is wrong with the properties of a client that is not the job's.
   *
   * @param where where they stand
   */
  public static List<Finding> ofTool(Map<String, String> properties, String where) {
    PropertiesKind kind =
        new PropertiesKind(
            known(),
            secrets(),
            FAMILIES,
            Map.of("bootstrap.servers", "--bootstrap-servers"),
            Map.of());
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(properties)
        .forEach((name, value) -> kind.check(where, name, name, value).ifPresent(findings::add));
    if (findings.isEmpty()) {
      unresolved(properties)
          .forEach(name -> findings.add(Finding.error(where, "", reference(name), provider(name))));
    }
    return findings;
  }

  /** How a client speaks to the brokers, which Kafka takes in small letters too. */
  static String protocol(Map<String, String> properties) {
    return properties.getOrDefault("security.protocol", "PLAINTEXT").toUpperCase(Locale.ROOT);
  }

  /** The providers that references name and no property makes: Kafka would send the reference. */
  static Set<String> unresolved(Map<String, String> properties) {
    Set<String> there =
        Set.of(properties.getOrDefault("config.providers", "").strip().split("\\s*,\\s*"));
    Set<String> unresolved = new TreeSet<>();
    for (String value : properties.values()) {
      for (String name : PropertiesKind.providersOf(value)) {
        if (!there.contains(name)
            || !properties.containsKey("config.providers." + name + ".class")) {
          unresolved.add(name);
        }
      }
    }
    return unresolved;
  }

  static String reference(String provider) {
    return "${" + provider + ":...} without a provider";
  }

  static String provider(String name) {
    Class<?> known = PROVIDERS.get(name);
    return "config.providers: "
        + name
        + ", and config.providers."
        + name
        + ".class: "
        + (known == null ? "the class that reads it" : known.getName());
  }
}
