package northpost.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import northpost.job.NorthpostOptions;
import northpost.topics.Topic;
import northpost.topics.TopicPlan;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;

/** Holds what the chart gives Flink to flink-conf/config.yaml, the one source. */
class ChartConfigurationTest {
  private static final Configuration FILE = GlobalConfiguration.loadConfiguration("flink-conf");

  @Test
  void theDefaultsAreTheFileAndWhatKubernetesNeeds() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>(FILE.toMap());
    expected.keySet().removeIf(key -> key.startsWith("high-availability."));
    expected.put("high-availability.type", "kubernetes");
    expected.put(
        "high-availability.storageDir", FILE.toMap().get("execution.checkpointing.dir") + "/ha");

    expected.putAll(
        Map.of(
            "heartbeat.interval", "2 s",
            "heartbeat.timeout", "10 s",
            "slotmanager.redundant-taskmanager-num", "1",
            "kubernetes.taskmanager.service-account", "northpost-taskmanager",
            "kubernetes.operator.job.savepoint-on-deletion", "true",
            "kubernetes.operator.deployment.rollback.enabled", "false"));

    expected.putAll(
        Map.of(
            "northpost.kafka.properties.security.protocol", "SSL",
            "security.ssl.internal.enabled", "true",
            "security.ssl.internal.keystore", "/run/secrets/northpost-tls/keystore.p12",
            "security.ssl.internal.truststore", "/run/secrets/northpost-tls/truststore.p12",
            "kubernetes.entry.path", "/opt/northpost/start/with-internal-tls.sh"));

    Map<String, String> rendered = Release.configuration(deployment(Map.of())).toMap();
    assertThat(rendered.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (key, value) -> assertThat(meaning(rendered.get(key))).as(key).isEqualTo(meaning(value)));
  }

  @Test
  void whatTheOperatorIsGivenBesideTheConfigurationIsTheSame() throws IOException {
    for (Map<String, Object> values :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of(
                "job", Map.of("parallelism", 12),
                "taskManager", Map.of("memory", "16g", "slots", 6),
                "jobManager", Map.of("memory", "2g")),
            Map.of(
                "configuration",
                Map.of("parallelism.default", 6, "taskmanager.memory.process.size", "12g")))) {
      JsonNode spec = deployment(values).path("spec");
      Configuration config = Release.configuration(deployment(values));
      assertThat(spec.at("/job/parallelism").asInt())
          .isEqualTo(config.get(CoreOptions.DEFAULT_PARALLELISM));
      assertThat(memory(spec, "jobManager"))
          .isEqualTo(config.get(JobManagerOptions.TOTAL_PROCESS_MEMORY));
      assertThat(memory(spec, "taskManager"))
          .isEqualTo(config.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY));
    }
  }

  @Test
  void aJobManagerThatIsLostFindsItsCheckpointAgain() throws IOException {
    Configuration config = Release.configuration(deployment(Map.of()));
    assertThat(config.get(HighAvailabilityOptions.HA_MODE)).isEqualTo("kubernetes");
    assertThat(config.get(HighAvailabilityOptions.HA_STORAGE_PATH)).startsWith("s3://");
  }

  /** The operator passes over keys that it does not know, and Flink over those of neither. */
  @Test
  void theKeysOfRedundancyAreFlinks() throws IOException {
    Configuration config = Release.configuration(deployment(Map.of()));
    assertThat(config.get(ResourceManagerOptions.REDUNDANT_TASK_MANAGER_NUM)).isEqualTo(1);
    assertThat(config.get(HeartbeatManagerOptions.HEARTBEAT_INTERVAL))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(config.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aTextOfDigitsStaysAsItIs() throws IOException {
    // Without quotes it would be an octal number of YAML.
    assertThat(
            Release.faults(
                Chart.objects(
                    Chart.render(
                        Map.of("kafka", Map.of("properties", Map.of("client.id", "0012"))))),
                Set.of(
                    "northpost-elasticsearch",
                    "northpost-elasticsearch-setup",
                    "northpost-internal-tls")))
        .isEmpty();
  }

  @Test
  void theValuesGoBeforeTheFileAndTheConfigurationBeforeTheValues() throws IOException {
    Map<String, String> rendered =
        Release.configuration(
                deployment(
                    Map.of(
                        "kafka", Map.of("bootstrapServers", "b:9093"),
                        "elasticsearch", Map.of("urls", List.of("https://a:1", "https://b:2")),
                        "storage", Map.of("checkpoints", "s3://c/", "savepoints", "s3://s"),
                        "taskManager", Map.of("slots", 2),
                        "configuration",
                            Map.of(
                                "taskmanager.numberOfTaskSlots",
                                3,
                                "northpost.policy.margin",
                                0.05))))
            .toMap();
    assertThat(rendered)
        .containsEntry("northpost.kafka.bootstrap-servers", "b:9093")
        .containsEntry("northpost.elasticsearch.urls", "https://a:1;https://b:2")
        .containsEntry("execution.checkpointing.dir", "s3://c/")
        .containsEntry("execution.checkpointing.savepoint-dir", "s3://s")
        .containsEntry("high-availability.storageDir", "s3://c/ha")
        .containsEntry("taskmanager.numberOfTaskSlots", "3")
        .containsEntry("northpost.policy.margin", "0.05");
  }

  @Test
  void otherTopicNamesGoToTheJobAndToTheSetUpAlike() throws IOException {
    List<JsonNode> objects =
        Chart.objects(Chart.render(Map.of("setup", Map.of("topics", Map.of("prefix", "a.b")))));
    Configuration config =
        Release.configuration(
            objects.stream()
                .filter(each -> each.path("kind").asText().equals(Workload.DEPLOYMENT))
                .findFirst()
                .orElseThrow());
    List<String> created =
        new TopicPlan(List.of("0712"), "a.b", 1, (short) 1, Duration.ofHours(12))
            .topics().stream().map(Topic::name).toList();
    assertThat(created)
        .contains(
            config.get(NorthpostOptions.REFERENCES_TOPIC),
            config.get(NorthpostOptions.POLICIES_TOPIC),
            config.get(NorthpostOptions.ADJUDICATIONS_TOPIC),
            config.get(NorthpostOptions.DECISIONS_TOPIC),
            config.get(NorthpostOptions.DEAD_LETTERS_TOPIC));
    assertThat(created.get(0)).matches(config.get(NorthpostOptions.CAPTURES_PATTERN));
  }

  private static JsonNode deployment(Map<String, Object> values) throws IOException {
    return Chart.objects(Chart.render(values)).stream()
        .filter(each -> each.path("kind").asText().equals(Workload.DEPLOYMENT))
        .findFirst()
        .orElseThrow();
  }

  private static MemorySize memory(JsonNode spec, String process) {
    return MemorySize.parse(spec.path(process).at("/resource/memory").asText());
  }

  /** A number however it is written, and text however it was folded. */
  private static Object meaning(String value) {
    if (value == null) {
      return "nothing";
    }
    String text = value.strip();
    return text.matches("[0-9]+(\\.[0-9]+)?") ? (Object) Double.valueOf(text) : text;
  }
}
