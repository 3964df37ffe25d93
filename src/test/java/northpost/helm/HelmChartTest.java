package northpost.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import northpost.job.KafkaProperties;
import northpost.settings.PropertiesKind;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmChartTest {
  private static final Path GOLDEN = Path.of("src/test/resources/helm/defaults.yaml");
  private static final Path RENDERED = Path.of("target/helm/defaults.yaml");

  /** Secrets and service accounts that stand in no chart. */
  private static final Set<String> EXTERNAL =
      Set.of(
          "northpost-elasticsearch",
          "northpost-elasticsearch-setup",
          "northpost-internal-tls",
          "other-tls",
          "writer-key",
          "kafka-user",
          "kafka-admin",
          "elasticsearch-ca",
          "bucket-keys",
          "registry",
          "crossing",
          "crossing-tasks");

  private static final Map<String, Object> SASL =
      Map.of(
          "security.protocol",
          "SASL_SSL",
          "sasl.mechanism",
          "SCRAM-SHA-512",
          "sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"northpost\""
              + " password=\"${file:/run/secrets/northpost-kafka/user.properties:password}\";");

  private static final List<Factor> FACTORS =
      List.of(
          Factor.of("nameOverride", "", "comparison"),
          Factor.onOff("labels", Map.of("labels", Map.of("team", "border"))),
          Factor.of("image.tag", "", "1.2.3"),
          Factor.of("image.digest", "", "sha256:" + "0".repeat(64)),
          Factor.of("image.pullPolicy", "IfNotPresent", "Always"),
          Factor.of("image.pullSecrets", List.of(), List.of("registry")),
          Factor.of("job.parallelism", 0, 12, 1),
          Factor.of("job.state", "running", "suspended"),
          new Factor(
              "start from a savepoint",
              List.of(
                  Map.of(),
                  Map.of("job.initialSavepointPath", "s3://border/savepoints/gallery"),
                  Map.of(
                      "job.initialSavepointPath",
                      "s3://border/savepoints/savepoint-1",
                      "job.savepointRedeployNonce",
                      1_764_000_001))),
          Factor.of("job.savepointTriggerNonce", 0, 1_764_000_000),
          Factor.of("job.allowNonRestoredState", false, true),
          Factor.onOff(
              "configuration",
              Map.of(
                  "configuration",
                  Map.of("northpost.match.batch", 64, "northpost.policy.margin", 0.03))),
          Factor.of("kafka.bootstrapServers", "", "broker-1:9093,broker-2:9093"),
          new Factor(
              "kafka security",
              List.of(
                  Map.of(),
                  Map.of("kafka.properties", Map.of("client.id", "northpost")),
                  Map.of("kafka.properties", SASL, "kafka.secret", "kafka-user"))),
          Factor.of("elasticsearch.enabled", true, false),
          Factor.of("elasticsearch.urls", List.of(), List.of("https://a:9200", "https://b:9200")),
          Factor.of("elasticsearch.apiKeySecret.name", "northpost-elasticsearch", "writer-key"),
          Factor.of("elasticsearch.caSecret.name", "", "elasticsearch-ca"),
          Factor.onOff(
              "storage",
              Map.of(
                  "storage.checkpoints", "s3://border/checkpoints/",
                  "storage.savepoints", "s3://border/savepoints")),
          Factor.of("storage.highAvailability", "", "s3://border/ha"),
          Factor.of("storage.secret", "", "bucket-keys"),
          Factor.of("jobManager.replicas", 2, 1, 3),
          Factor.of("jobManager.memory", "", "2g"),
          Factor.of("taskManager.memory", "", "16g"),
          Factor.of("taskManager.slots", 0, 2),
          Factor.of("taskManager.cpu", 4, 0.5),
          Factor.onOff(
              "pods",
              Map.of(
                  "pods.annotations", Map.of("a/b", "c"),
                  "pods.nodeSelector", Map.of("disk", "ssd"),
                  "pods.tolerations", List.of(Map.of("key", "border", "operator", "Exists")),
                  "pods.priorityClassName", "high")),
          Factor.of("pods.spreadOverNodes", true, false),
          new Factor(
              "service account",
              List.of(
                  Map.of(),
                  Map.of(
                      "serviceAccount.name", "own", "serviceAccount.annotations", Map.of("r", "s")),
                  Map.of("serviceAccount.taskManagerName", "tasks"),
                  Map.of("serviceAccount.create", false, "serviceAccount.name", "crossing"),
                  Map.of(
                      "serviceAccount.create",
                      false,
                      "serviceAccount.name",
                      "crossing",
                      "serviceAccount.taskManagerName",
                      "crossing-tasks"))),
          Factor.of("setup.configuration.enabled", true, false),
          Factor.of("setup.topics.enabled", true, false),
          Factor.of("setup.topics.prefix", "northpost", "test.northpost"),
          Factor.of("setup.topics.ports", List.of(), List.of("0712", "0901")),
          new Factor(
              "set-up security",
              List.of(
                  Map.of(),
                  Map.of("setup.topics.properties", SASL, "setup.topics.secret", "kafka-admin"))),
          Factor.of("setup.elasticsearch.enabled", true, false),
          Factor.of("networkPolicy.enabled", true, false),
          Factor.onOff(
              "anywhere",
              Map.of(
                  "networkPolicy.storage.to",
                  List.of(),
                  "networkPolicy.storage.anywhere",
                  true,
                  "networkPolicy.kubernetesApi.to",
                  List.of(),
                  "networkPolicy.kubernetesApi.anywhere",
                  true)),
          Factor.of(
              "networkPolicy.dns.to",
              List.of(
                  Map.of(
                      "namespaceSelector",
                      Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", "kube-system")))),
              List.of(Map.of("ipBlock", Map.of("cidr", "169.254.20.10/32")))),
          new Factor(
              "internal TLS",
              List.of(
                  Map.of(),
                  Map.of("internalTls.secret", "other-tls"),
                  Map.of("internalTls.enabled", false))),
          Factor.of("taskManager.gpus", 0, 1),
          Factor.of("taskManager.scratchSize", "20Gi", "900Mi"),
          Factor.onOff(
              "peers",
              Map.of(
                  "networkPolicy.kafka.ports",
                  List.of(9093, 9094),
                  "networkPolicy.kafka.to",
                  List.of(Map.of("ipBlock", Map.of("cidr", "10.0.0.0/8"))),
                  "networkPolicy.elasticsearch.to",
                  List.of(Map.of("namespaceSelector", Map.of("matchLabels", Map.of("a", "b")))))),
          new Factor(
              "redundancy",
              List.of(
                  Map.of(),
                  Map.of("taskManager.redundant", 2),
                  Map.of("podDisruptionBudget.enabled", false),
                  Map.of("taskManager.redundant", 0, "podDisruptionBudget.enabled", false))),
          Factor.of("pods.evictAfterSeconds", 30, 0),
          Factor.of("podMonitor.enabled", true, false),
          Factor.onOff("podMonitor.labels", Map.of("podMonitor.labels", Map.of("release", "p"))));

  @Test
  void lintFindsNothing() {
    LintResult result = Chart.helm(Chart.FOLDER).lint().strict().call();
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).noneMatch(line -> line.matches("\\[(WARNING|ERROR)].*"));
  }

  /** Whoever changes the chart sees here what that does to a cluster. */
  @Test
  void theDefaultsRenderAsBefore() throws IOException {
    String rendered = Chart.render(Map.of());
    Files.createDirectories(RENDERED.getParent());
    Files.writeString(RENDERED, rendered);
    assertThat(rendered)
        .as("%s; where the change is meant, copy %s over it", GOLDEN, RENDERED)
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void everyPairOfValuesGivesAReleaseWithoutFault() throws IOException {
    List<int[]> rows =
        Pairwise.combinations(FACTORS.stream().mapToInt(each -> each.levels().size()).toArray());
    int objects = 0;
    for (int[] row : rows) {
      Map<String, Object> values = values(row);
      List<JsonNode> release = Chart.objects(Chart.render(values));
      assertThat(Release.faults(release, EXTERNAL)).as("%s", values).isEmpty();
      objects += release.size();
    }
    // What two values do together is covered; what one does alone is seen best alone.
    int alone = 0;
    for (int factor = 0; factor < FACTORS.size(); factor++) {
      for (int level = 1; level < FACTORS.get(factor).levels().size(); level++) {
        int[] row = new int[FACTORS.size()];
        row[factor] = level;
        Map<String, Object> values = values(row);
        List<JsonNode> release = Chart.objects(Chart.render(values));
        assertThat(Release.faults(release, EXTERNAL)).as("%s", values).isEmpty();
        objects += release.size();
        alone++;
      }
    }
    System.out.printf(
        "helm: %d factors, %d pairwise combinations and %d single changes rendered, %d objects"
            + " validated%n",
        FACTORS.size(), rows.size(), alone, objects);
  }

  /** Each fault is planted into what the chart makes, so the checks are known to see it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          upgradeMode: savepoint | upgradMode: savepoint | spec.job.upgradMode: unknown
          upgradeMode: savepoint | upgradeMode: savepont | spec.job.upgradeMode: got
          flinkVersion: v2_3 | flinkVersion: v2_4 | spec.flinkVersion: got
          parallelism: 4 | parallelism: four | spec.job.parallelism: got
          topologyKey: kubernetes.io/hostname | topologKey: kubernetes.io/hostname | topologKey: unknown
          fsGroup: 9999 | fsGrup: 9999 | fsGrup
          "taskmanager.numberOfTaskSlots": "4" | "taskmanager.numberOfTaskSlots": 4 | taskmanager.numberOfTaskSlots: got
          "northpost.gallery.shards": "12" | "northpost.galery.shards": "12" | northpost.galery.shards
          "northpost.gallery.shards": "12" | "northpost.gallery.shards": "721" | northpost.gallery.shards
          "northpost.gallery.shards": "12" | "northpost.gallery.shards": "24" | another configuration than the job
          northpost.gallery.shards: 12 | northpost.gallery.shards: twelve | config check: /
          parallelism.default: 4 | parallelism.default: 5 | which gives 2 subtasks 3
          state.backend.type: "rocksdb" | state.backend.type: "hashmap" | state.backend.type: got hashmap
          - --flink-conf=/etc/northpost/config.yaml | - --flink-conf=/etc/northpost/config.yml | config.yml, which no volume has
          - --flink-conf=/etc/northpost/config.yaml | - --flink-config=/etc/northpost/config.yaml | --flink-config
          logConfiguration: | logConfigurations: | spec.logConfigurations: unknown
          entryClass: northpost.job.NorthpostJob | entryClass: northpost.job.Northpost | no class
          serviceAccount: northpost | serviceAccount: northpst | ServiceAccount northpst
          name: northpost-elasticsearch-setup | name: northpost-elastic | which no value names
          mountPath: /run/secrets/northpost | mountPath: /run/secrets/northpots | which no volume has
          path: elasticsearch-api-key | path: api-key | which no volume has
          emptyDir: | emptyDirectory: | emptyDirectory
          backoffLimit: 3 | backofLimit: 3 | backofLimit
          backoffLimit: 3 | backoffLimit: three | Job
          helm.sh/hook-weight: "-10" | helm.sh/hook-weight: -10 | coerce
          helm.sh/hook-weight: "-10" | helm.sh/hook-weight: "-1" | comes no earlier
          - --partitions=4 | - --partition=4 | --partition
          - topics | - topic | Job northpost-setup-topics
          name: northpost-setup-topics | name: northpost-topics-of-set-up | ConfigMap
          minAvailable: 1 | maxUnavailble: 1 | maxUnavailble
          minAvailable: 1 | maxUnavailable: 1 | expected a whole number in minAvailable
          minAvailable: 1 | minAvailable: "50%" | expected a whole number in minAvailable
          minAvailable: 1 | minAvailable: 2 | expected minAvailable 1
          "slotmanager.redundant-taskmanager-num": "1" | "slotmanager.redundant-taskmanager-num": "0" | no node can ever be drained
          tolerationSeconds: 30 | tolerationSeconds: 301 | stays 300 s on a node that is not-ready
          key: node.kubernetes.io/unreachable | key: node.kubernetes.io/unreachabel | stays 300 s on a node that is unreachable
          "kubernetes.taskmanager.service-account": "northpost-taskmanager" | "kubernetes.taskmanager.service-account": "northpost" | task managers may create
          "kubernetes.taskmanager.service-account": "northpost-taskmanager" | "kubernetes.taskmanager.service-account": "northpost-tm" | ServiceAccount northpost-tm
          verbs: [get, list, watch] | verbs: [get, list, watch, delete] | task managers may delete
          helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded | helm.sh/hook-delete-policy: before-hook-creation | outlives the release
          component: taskmanager | component: taskmanger | selects no pod
          policyTypes: [Ingress, Egress] | policyType: [Ingress, Egress] | policyType
          port: metrics | port: metric | PodMonitor: port
          containerPort: 9249 | containerPort: 9250 | no container port
          podMetricsEndpoints: | podMetricEndpoints: | podMetricEndpoints
          kind: Role | kind: Rule | unknown kind
          runAsUser: 9999 | runAsUser: 0 | runs as root
          readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | may write to its image
          ephemeralStorage: 23552Mi | ephemeralStorage: 20Gi | asks its node for less
          ephemeralStorage: 4Gi | memory: 1g | asks no room of its node for jobManager
          name: northpost-start | name: northpost-begin | ConfigMap northpost-start, which is not there
          secretName: northpost-internal-tls | secretName: northpost-tls | Secret "northpost-tls", which no value names
          mountPath: /run/secrets/northpost-tls | mountPath: /run/secrets/tls | keystore.p12, which no volume has
          allowPrivilegeEscalation: false | allowPrivilegeEscalation: true | may gain privileges
          automountServiceAccountToken: false | automountServiceAccountToken: true | holds a token
          kind: FlinkDeployment | kind: FlinkDeploymnt | FlinkDeployment: got 0
          namespace: border | namespace: boarder | RoleBinding: ServiceAccount
          """)
  void aPlantedFaultIsSeen(String right, String wrong, String seen) throws IOException {
    String rendered = Files.readString(GOLDEN);
    // Whole lines: one that goes on is another.
    String line = "(?m)" + Pattern.quote(right) + "$";
    String spoilt = rendered.replaceFirst(line, Matcher.quoteReplacement(wrong));
    assertThat(spoilt).as("nothing was planted").isNotEqualTo(rendered);

    assertThat(Release.faults(Chart.objects(spoilt), EXTERNAL))
        .anyMatch(fault -> fault.contains(seen));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kafka.bootstrapServer | b:9092 | bootstrapServer
          elasticsearch.enabled | yes please | elasticsearch
          job.parallelism | 721 | parallelism
          job.state | paused | state
          setup.topics.photoRetention | 90m | photoRetention
          taskManager.memory | 8Gi | memory
          setup.topics.ports | 712 | ports
          storage.checkpoints | somewhere | checkpoints
          image.digest | latest | digest
          podMonitor.interval | often | interval
          """)
  void aValueThatDoesNotFitIsRefused(String path, String value, String named) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, path, value.matches("[0-9]+") ? (Object) Integer.valueOf(value) : value);
    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(named);
  }

  /** What the job would refuse is refused before anything is changed in the cluster. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          job.parallelism | 5 | got 5, which does not divide northpost.gallery.shards, 12; expected one of 1, 2, 3, 4, 6, 12
          job.parallelism | 24 | got 24, which does not divide
          configuration.parallelism!default | 7 | got 7, which does not divide
          configuration.northpost!gallery!shards | 10 | got 4, which does not divide northpost.gallery.shards, 10
          """)
  void aParallelismThatDoesNotDivideTheShardsIsRefused(String path, int value, String said) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, path, value);
    assertThatThrownBy(() -> Chart.render(values))
        .hasMessageContaining("job.parallelism (parallelism.default): " + said);
  }

  @Test
  void unevenSharesAreTakenWhereTheyAreAskedFor() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "job.parallelism", 5);
    put(values, "configuration.northpost!gallery!uneven-shares", true);
    assertThat(Release.faults(Chart.objects(Chart.render(values)), EXTERNAL)).isEmpty();
  }

  /** The longest name that Helm takes leaves every object one that Kubernetes takes. */
  @Test
  void aReleaseMayHaveALongName() throws IOException {
    for (String name :
        List.of("a".repeat(53), "northpost-" + "b".repeat(43), "c".repeat(41) + "-d")) {
      List<JsonNode> release = Chart.objects(Chart.render(name, Map.of()));
      assertThat(Release.faults(release, EXTERNAL)).as(name).isEmpty();
      assertThat(release)
          .extracting(each -> each.at("/metadata/name").asText().length())
          .allMatch(length -> length <= 63)
          .anyMatch(length -> length >= 60);
    }
  }

  /**
   * Helm waits five minutes for a hook, and its own message says less than that of a failed Job.
   */
  @Test
  void theSetUpEndsBeforeHelmWaitsNoLonger() throws IOException {
    assertThat(Chart.objects(Chart.render(Map.of())))
        .filteredOn(each -> each.path("kind").asText().equals("Job"))
        .hasSize(3)
        .allMatch(each -> each.at("/spec/activeDeadlineSeconds").asInt() < 300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          job.savepointRedeployNonce | 7 | job.savepointRedeployNonce: got 7 without job.initialSavepointPath
          configuration.northpost!models!device | cuda | taskManager.gpus: got 0, expected 1 or more for northpost.models.device cuda
          networkPolicy.kafka.anywhere | true | networkPolicy.kafka: got peers in `to` and anywhere: true
          networkPolicy.storage.to |  | networkPolicy.storage.to: got nothing, expected the peers to connect to, or networkPolicy.storage.anywhere: true
          networkPolicy.dns.to |  | networkPolicy.dns.to: got nothing
          taskManager.redundant | 0 | podDisruptionBudget.enabled: got true without a task manager that stands by
          serviceAccount.taskManagerName | northpost | serviceAccount.taskManagerName: got northpost, which is that of the job manager
          """)
  void aValueThatNeedsAnotherIsRefusedWithoutIt(String path, String value, String said) {
    Map<String, Object> values = new LinkedHashMap<>();
    Object given =
        value == null
            ? List.of()
            : value.matches("[0-9]+")
                ? (Object) Integer.valueOf(value)
                : value.equals("true") ? (Object) true : value;
    put(values, path, given);
    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(said);
  }

  @Test
  void thePodsConnectOnlyWhereTheValuesSay() throws IOException {
    List<JsonNode> policies =
        Chart.objects(Chart.render(Map.of())).stream()
            .filter(each -> each.path("kind").asText().equals("NetworkPolicy"))
            .toList();
    assertThat(policies).hasSize(2);
    for (JsonNode policy : policies) {
      assertThat(policy.at("/spec/egress")).isNotEmpty();
      assertThat(policy.at("/spec/egress")).allMatch(rule -> !rule.path("to").isEmpty());
    }
  }

  @Test
  void aGraphicsCardIsAskedForAndUsed() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "taskManager.gpus", 2);
    JsonNode deployment =
        Chart.objects(Chart.render(values)).stream()
            .filter(each -> each.path("kind").asText().equals(Workload.DEPLOYMENT))
            .findFirst()
            .orElseThrow();
    assertThat(Release.configuration(deployment).toMap())
        .containsEntry("northpost.models.device", "cuda")
        .containsEntry("external-resources", "gpu")
        .containsEntry("external-resource.gpu.amount", "2")
        .containsEntry("external-resource.gpu.kubernetes.config-key", "nvidia.com/gpu");
  }

  @Test
  void theRootFileSystemMayBeLeftWritable() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "pods.readOnlyRootFilesystem", false);
    assertThat(Release.faults(Chart.objects(Chart.render(values)), EXTERNAL))
        .containsExactly("FlinkDeployment northpost: may write to its image");
  }

  /** By name of the property or option, and never with the secret in the message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sasl.oauthbearer.client.credentials.client.secret | hunter2 | secret
          sasl.oauthbearer.assertion.private.key.passphrase | hunter2 | passphrase
          config.providers.vault.param.token | hunter2 | token
          ssl.key.password | ${env:hunter2:x} | password
          ssl.keystore.key | hunter2 ${file:/run/secrets/northpost-kafka/a:b} | key
          sasl.jaas.config | a.B required password="hunter2" username="${file:/run/secrets/northpost-kafka/a:b}"; | got password written out
          sasl.jaas.config | a.B required clientId="x" clientSecret=hunter2; | got clientSecret written out
          sasl.jaas.config | a.B required extension_pin="hunter2"; | got extension_pin written out
          sasl.jaas.config | a.B required password hunter2; | got something else
          """)
  void aSecretOfKafkaIsNeverWritten(String name, String value, String said) {
    for (String path : List.of("kafka", "setup.topics")) {
      Map<String, Object> values = new LinkedHashMap<>();
      put(values, path + ".properties", Map.of(name, value));
      put(values, path + ".secret", "kafka-user");
      assertThatThrownBy(() -> Chart.render(values))
          .as("%s %s", path, name)
          .hasMessageContaining(said)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sasl.jaas.config | com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true keyTab="/run/secrets/northpost-kafka/client.keytab" principal="northpost@BORDER";
          sasl.jaas.config | a.B required username="northpost" password="${dir:/run/secrets/northpost-kafka:password}";
          ssl.truststore.password | ${dir:/run/secrets/northpost-kafka:password}
          sasl.oauthbearer.token.endpoint.url | https://login/token
          sasl.oauthbearer.scope.claim.name | scope
          """)
  void whatIsNoSecretIsTaken(String name, String value) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "kafka.properties", Map.of(name, value));
    put(values, "kafka.secret", "kafka-user");
    assertThat(Chart.render(values)).contains(name);
  }

  /** What the job takes, so that no release is refused that would run. */
  @Test
  void everyLoginOptionThatIsNoSecretIsTaken() throws IOException {
    Set<String> options = new TreeSet<>(PropertiesKind.openOptionsOfLogin());
    assertThat(options).contains("usefirstpass", "ssl.keystore.type", "awsrolearn");
    String line = "a.B required " + String.join("=x ", options) + "=x;";
    for (String each : List.of(line, line.toUpperCase(Locale.ROOT))) {
      Map<String, Object> values = new LinkedHashMap<>();
      put(values, "kafka.properties", Map.of("sasl.jaas.config", each));
      assertThat(Chart.render(values)).contains(each);
    }
  }

  @Test
  void everyPropertyThatKafkaHoldsForNoSecretIsTaken() throws IOException {
    Map<String, Object> properties = new TreeMap<>();
    for (ConfigDef each :
        List.of(
            ConsumerConfig.configDef(),
            ProducerConfig.configDef(),
            AdminClientConfig.configDef())) {
      each.configKeys().values().stream()
          .filter(key -> key.type != ConfigDef.Type.PASSWORD)
          .forEach(key -> properties.put(key.name, "x"));
    }
    assertThat(properties)
        .containsKeys(
            "sasl.oauthbearer.token.endpoint.url",
            "sasl.oauthbearer.client.credentials.client.id",
            "sasl.oauthbearer.scope",
            "sasl.oauthbearer.assertion.private.key.file");
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "kafka.properties", properties);
    put(values, "setup.topics.properties", properties);
    assertThat(Chart.render(values)).contains("sasl.oauthbearer.client.credentials.client.id=x\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3!secret-key | hunter2
          s3!access-key | hunter2
          s3!access-key | 20261124
          client!http-headers | Authorization:hunter2
          fs!azure!account!key!border!blob!core!windows!net | hunter2
          security!ssl!internal!key-password | hunter2
          northpost!elasticsearch!api-key | hunter2
          northpost!kafka!properties!ssl!key!password | hunter2
          """)
  void aSecretInTheConfigurationIsRefused(String key, String value) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "configuration." + key, value);
    assertThatThrownBy(() -> Chart.render(values))
        .hasMessageContaining(key.replace('!', '.'))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void whatOnlySoundsLikeASecretIsTaken() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "configuration.security!delegation!tokens!enabled", false);
    put(values, "configuration.security!delegation!tokens!renewal!retry!backoff", "1 h");
    put(values, "configuration.northpost!elasticsearch!api-key-file", "/run/secrets/northpost/k");
    assertThat(Chart.render(values)).contains("/run/secrets/northpost/k");
  }

  /** Which allow 15 minutes by Kafka's default, and the job would fail at its start. */
  @Test
  void theBrokersAreAskedWhetherTheyAllowTheTransactionsOfDecisionsExactlyOnce()
      throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "configuration.northpost!decisions!delivery", "exactly-once");
    assertThat(Chart.render(values)).contains("- \"--transaction-timeout=1h\"");
    put(values, "configuration.northpost!decisions!transaction-timeout", "90 min");
    assertThat(Chart.render(values)).contains("- \"--transaction-timeout=90 min\"");
    assertThat(Chart.render(Map.of())).doesNotContain("--transaction-timeout");
  }

  @Test
  void theSetUpOfTopicsSpeaksToKafkaAsTheJobDoes() throws IOException {
    assertThat(Chart.render(Map.of())).contains("    security.protocol=SSL\n");
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "kafka.properties", Map.of("security.protocol", "SASL_SSL"));
    assertThat(Chart.render(values))
        .contains("    security.protocol=SASL_SSL\n")
        .doesNotContain("    security.protocol=SSL\n");

    String line =
        "a.B required\n  username=\"d\\\\e \u00e9\"\n"
            + "  password=\"${file:/run/secrets/northpost-kafka/user.properties:password}\";";
    put(values, "kafka.properties", Map.of("sasl.jaas.config", line));
    put(values, "kafka.secret", "kafka-user");
    put(values, "configuration.northpost!kafka!properties!security!protocol", "SASL_SSL");
    put(values, "configuration.northpost!kafka!properties!sasl!mechanism", "PLAIN");
    put(values, "configuration.northpost!kafka!properties!client!id!prefix", "border");
    String provider = "org.apache.kafka.common.config.provider.FileConfigProvider";
    List<JsonNode> release = Chart.objects(Chart.render(values));
    assertThat(Release.faults(release, EXTERNAL)).isEmpty();
    Map<String, String> client = clientProperties(release);
    assertThat(client)
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.mechanism", "PLAIN"),
            Map.entry("sasl.jaas.config", line),
            Map.entry("config.providers", "file"),
            Map.entry("config.providers.file.class", provider));
    assertThat(KafkaProperties.ofTool(client, "here")).isEmpty();
  }

  /** As Java reads the file: byte for byte. */
  private static Map<String, String> clientProperties(List<JsonNode> release) throws IOException {
    String text =
        release.stream()
            .map(each -> each.path("data").path("client.properties"))
            .filter(JsonNode::isTextual)
            .findFirst()
            .orElseThrow()
            .asText();
    Properties read = new Properties();
    read.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    Map<String, String> properties = new TreeMap<>();
    read.stringPropertyNames().forEach(each -> properties.put(each, read.getProperty(each)));
    return properties;
  }

  @Test
  void theNotesSayWhatToCheckFirst() throws IOException {
    String notes = Files.readString(Chart.FOLDER.resolve("templates/NOTES.txt"));
    assertThat(notes)
        .contains(
            "kubectl get crd flinkdeployments.flink.apache.org -o yaml | grep -w"
                + " {{ .Values.flinkVersion }}",
            "{{ .Values.networkPolicy.operatorNamespace }}",
            "{{ .Values.networkPolicy.monitoringNamespace }}",
            "security.protocol\" | default \"\" | upper",
            "IN CLEAR");
  }

  @Test
  void aSecretIsNamedAndNeverWritten() {
    for (String key : List.of("sasl.jaas.config", "ssl.keystore.password", "ssl.key.password")) {
      for (String path : List.of("kafka.properties", "setup.topics.properties")) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, path, Map.of(key, "hunter2"));
        assertThatThrownBy(() -> Chart.render(values)).as(key).hasMessageContaining("properties");
      }
    }
    Map<String, Object> noSecret = new LinkedHashMap<>();
    put(noSecret, "kafka.properties", SASL);
    assertThatThrownBy(() -> Chart.render(noSecret))
        .hasMessageContaining("kafka.secret: got nothing");
  }

  private static Map<String, Object> values(int[] row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int factor = 0; factor < row.length; factor++) {
      // The first level is what values.yaml says.
      if (row[factor] > 0) {
        FACTORS
            .get(factor)
            .levels()
            .get(row[factor])
            .forEach((path, value) -> put(values, path, value));
      }
    }
    return values;
  }

  /** Puts a value at a path; a key with dots of its own has exclamation marks for them. */
  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> values, String path, Object value) {
    List<String> keys = new ArrayList<>(List.of(path.split("\\.")));
    String last = keys.remove(keys.size() - 1);
    Map<String, Object> at = values;
    for (String key : keys) {
      at = (Map<String, Object>) at.computeIfAbsent(key, absent -> new LinkedHashMap<>());
    }
    at.put(last.replace('!', '.'), value);
  }
}
