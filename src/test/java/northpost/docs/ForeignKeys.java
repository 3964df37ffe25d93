package northpost.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.runtime.checkpoint.DefaultCheckpointStatsTracker;
import org.apache.flink.runtime.metrics.MetricNames;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;

/** Names that others know by: settings of Flink and Kafka, values of the chart, mapped fields. */
final class ForeignKeys {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CHART = Path.of("helm/northpost/values.schema.json");
  private static final Path TEMPLATES =
      Path.of("src/main/resources/elasticsearch/component-templates");

  private static final Set<String> FLINK = new HashSet<>();
  private static final Set<String> METRICS = new HashSet<>();
  private static final Set<String> KAFKA = new HashSet<>();
  private static final Set<String> FIELDS = new HashSet<>();
  private static final Set<String> VALUES = new HashSet<>();
  private static final JsonNode SCHEMA;
  private static final String LIBRARIES;

  static {
    try {
      flinkKeys();
      textsOf(MetricNames.class, METRICS);
      textsOf(DefaultCheckpointStatsTracker.class, METRICS);
      kafkaKeys();
      try (Stream<Path> files = Files.list(TEMPLATES)) {
        for (Path file : files.toList()) {
          collect(JSON.readTree(file.toFile()).at("/template/mappings"), "", FIELDS);
        }
      }
      SCHEMA = JSON.readTree(CHART.toFile());
      collect(SCHEMA, "", VALUES);
      LIBRARIES =
          Files.readString(Path.of("target", "launcher.compile.classpath"))
              + Files.readString(Path.of("target", "launcher.runtime.classpath"));
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private ForeignKeys() {}

  /** Keys of Flink's own configuration. */
  static Set<String> flink() {
    return FLINK;
  }

  /** Metrics of Flink itself. */
  static Set<String> flinkMetrics() {
    return METRICS;
  }

  /** Settings of topics and of Kafka's clients. */
  static Set<String> kafka() {
    return KAFKA;
  }

  /** Every field that an Elasticsearch mapping of ours has. */
  static Set<String> elasticsearchFields() {
    return FIELDS;
  }

  /** Paths of the values of the chart. */
  static Set<String> chart() {
    return VALUES;
  }

  /** Paths of the jars that the code is compiled against and that the job jar is made of. */
  static String libraries() {
    return LIBRARIES;
  }

  /** What is wrong with what is given for a value of the chart. */
  static Optional<String> chartFault(String path, String value) {
    JsonNode allowed = SCHEMA.at("/properties/" + path.replace(".", "/properties/")).path("enum");
    Set<String> texts = new TreeSet<>();
    allowed.forEach(each -> texts.add(each.asText()));
    return DocumentNames.unless(
        texts.isEmpty() || texts.contains(value), "got " + value + ", expected one of " + texts);
  }

  private static void flinkKeys() throws IOException, ReflectiveOperationException {
    String folder = "org/apache/flink/configuration/";
    Path jar =
        Path.of(ConfigOption.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        if (entry.getName().matches(folder + "\\w*Options\\w*\\.class")) {
          String name = entry.getName().replace(".class", "").replace('/', '.');
          keysOf(Class.forName(name), FLINK);
        }
      }
    }
  }

  private static void keysOf(Class<?> options, Set<String> keys) throws IllegalAccessException {
    for (Field field : options.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
        keys.add(((ConfigOption<?>) field.get(null)).key());
      }
    }
  }

  private static void textsOf(Class<?> names, Set<String> texts) throws IllegalAccessException {
    for (Field field : names.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        field.setAccessible(true);
        texts.add((String) field.get(null));
      }
    }
  }

  private static void kafkaKeys() throws IllegalAccessException {
    KAFKA.addAll(ConsumerConfig.configNames());
    KAFKA.addAll(ProducerConfig.configNames());
    KAFKA.addAll(AdminClientConfig.configNames());
    for (Field field : TopicConfig.class.getFields()) {
      if (field.getName().endsWith("_CONFIG")) {
        KAFKA.add((String) field.get(null));
      }
    }
  }

  private static void collect(JsonNode node, String path, Set<String> names) {
    node.path("properties")
        .fields()
        .forEachRemaining(
            property -> {
              String name = path + property.getKey();
              names.add(name);
              collect(property.getValue(), name + ".", names);
            });
  }
}
