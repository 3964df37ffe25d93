package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import northpost.face.ModelManifest;
import northpost.face.NetworkManifest;
import northpost.settings.Finding;
import northpost.settings.PathKind;
import northpost.settings.PropertiesKind;
import northpost.settings.Setting;
import northpost.settings.Sources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every setting made wrong in every way: each is refused, by its key and where it stands. */
class ConfigurationMutationTest {
  @TempDir static Path folder;

  private static final Map<String, Integer> COUNTS = new LinkedHashMap<>();
  private static CompleteConfiguration complete;

  @BeforeAll
  static void writeACompleteConfiguration() throws Exception {
    // A secret is named by an absolute path.
    folder = folder.toAbsolutePath();
    complete = new CompleteConfiguration(folder);
  }

  @AfterAll
  static void printTheCounts() {
    int sum = COUNTS.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println("configuration mutations refused: " + sum + " of " + sum + " " + COUNTS);
  }

  /** Else everything below would be refused for another reason. */
  @Test
  void theCompleteConfigurationIsTaken() throws IOException {
    assertThat(CompleteConfiguration.errors(complete.file(), true)).isEmpty();
    assertThat(complete.values().keySet())
        .containsAll(
            NorthpostOptions.settings().all().stream()
                .filter(setting -> !(setting.kind() instanceof PropertiesKind))
                .map(Setting::key)
                .toList());
  }

  @Test
  void everyWrongValueIsRefusedInAFile() throws IOException {
    for (Setting setting : NorthpostOptions.settings().all()) {
      for (Mutations.Mutation mutation : Mutations.of(setting)) {
        if (mutation.yaml().isEmpty() && setting.kind() instanceof PropertiesKind) {
          continue;
        }
        Path file = complete.with(setting.key(), setting.key(), mutation.yaml());
        if (setting.kind() instanceof PropertiesKind && mutation.yaml().equals("~")) {
          // A group of which nothing is set.
          assertThat(CompleteConfiguration.errors(file, false)).isEmpty();
          continue;
        }
        refused(mutation.wrong().name(), setting.key(), mutation.yaml(), file);
      }
    }
  }

  @Test
  void everyWrongValueIsRefusedInTheEnvironmentAndAsAnArgument() throws IOException {
    Path good = complete.file();
    for (Setting setting : NorthpostOptions.settings().all()) {
      for (Mutations.Mutation mutation : Mutations.of(setting)) {
        boolean noProperties =
            setting.kind() instanceof PropertiesKind
                && mutation.text() != null
                && mutation.text().isEmpty();
        if (mutation.text() == null || noProperties) {
          continue;
        }
        String variable = setting.environmentVariable();
        Sources environment =
            ConfigurationCheck.withEnvironment(
                ConfigurationCheck.sources().file(good), Map.of(variable, mutation.text()));
        Sources arguments =
            ConfigurationCheck.sources()
                .file(good)
                .each("-D", Map.of(setting.key(), mutation.text()));
        refused(
            mutation.wrong().name(),
            setting.key(),
            mutation.text(),
            environment,
            "environment variable " + variable);
        refused(mutation.wrong().name(), setting.key(), mutation.text(), arguments, "-D");
      }
    }
  }

  @Test
  void everyTypoIsRefusedAndTheKeyNamed() throws IOException {
    for (Setting setting : NorthpostOptions.settings().all()) {
      String value = complete.values().getOrDefault(setting.key(), "{}");
      for (String typo : Mutations.typos(setting.key())) {
        Path file =
            complete.with(setting.key(), "'" + typo + "'", value.equals("{}") ? "x" : value);
        List<Finding> errors = CompleteConfiguration.errors(file, false);
        assertThat(errors)
            .as(typo)
            .anySatisfy(
                error -> {
                  assertThat(error.where()).startsWith(file + ":");
                  assertThat(error.key()).isEqualTo(typo);
                  assertThat(error.got()).isEqualTo("an unknown key");
                  assertThat(error.expected()).isEqualTo(setting.key() + " (the nearest)");
                });
        count("TYPO");
      }
    }
  }

  @Test
  void whatIsNeededIsMissed() throws IOException {
    for (String key : CompleteConfiguration.pairs()) {
      assertThat(CompleteConfiguration.errors(complete.with(key, key, null), false))
          .singleElement()
          .satisfies(
              error -> {
                assertThat(error.key()).isEqualTo(key);
                assertThat(error.got()).isEqualTo("nothing");
              });
      count("MISSING");
    }
  }

  @Test
  void everyFileThatIsMissingIsMissed() throws IOException {
    for (Setting setting : NorthpostOptions.settings().all()) {
      if (setting.kind() instanceof PathKind) {
        for (String path :
            List.of(folder.resolve("absent").toString(), folder.resolve("models/..").toString())) {
          Path file =
              complete.with(setting.key(), setting.key(), CompleteConfiguration.quoted(path));
          refusedFile("FILE MISSING", setting.key(), CompleteConfiguration.errors(file, true));
        }
      }
    }
  }

  @Test
  void everyNetworkThatDiffersOrIsMissingIsFound() throws IOException {
    List<NetworkManifest> networks = ModelManifest.load(complete.models()).networks();
    String key = NorthpostOptions.MODELS_DIRECTORY.key();
    for (NetworkManifest network : networks) {
      Path path = complete.models().resolve(network.file());
      byte[] content = Files.readAllBytes(path);
      byte[] changed = content.clone();
      changed[changed.length / 2] ^= 1;
      Files.write(path, changed);
      refusedFile("HASH", key, CompleteConfiguration.errors(complete.file(), true));
      Files.delete(path);
      refusedFile("FILE MISSING", key, CompleteConfiguration.errors(complete.file(), true));
      Files.write(path, content);
    }
    Path manifest = complete.models().resolve(ModelManifest.FILE_NAME);
    byte[] content = Files.readAllBytes(manifest);
    Files.writeString(manifest, Files.readString(manifest) + "# changed\n");
    refusedFile(
        "HASH",
        NorthpostOptions.MODELS_MANIFEST_SHA256.key(),
        CompleteConfiguration.errors(complete.file(), true));
    Files.write(manifest, content);
    assertThat(CompleteConfiguration.errors(complete.file(), true)).isEmpty();
  }

  @Test
  void aSecretThatIsEmptyAndCertificatesThatAreNoneAreFound() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    for (Setting setting : NorthpostOptions.settings().all()) {
      if (setting.kind() instanceof PathKind path && path.content() != PathKind.Content.NETWORKS) {
        Path file =
            complete.with(
                setting.key(), setting.key(), CompleteConfiguration.quoted(empty.toString()));
        refusedFile("FILE CONTENT", setting.key(), CompleteConfiguration.errors(file, true));
      }
    }
  }

  @Test
  void valuesThatDoNotFitEachOtherAreFound() throws IOException {
    Map<String, List<String>> unfit = new LinkedHashMap<>();
    unfit.put("northpost.match.wait", List.of("northpost.match.time-budget", "1 ms"));
    unfit.put(
        "northpost.policy.minimum-exposure", List.of("northpost.policy.maximum-exposure", "39"));
    unfit.put(
        "northpost.elasticsearch.urls",
        List.of("northpost.elasticsearch.urls", "['http://host-1:9200']"));
    unfit.put(
        "northpost.kafka.policies-topic",
        List.of("northpost.kafka.policies-topic", "northpost.references"));
    unfit.put(
        "northpost.kafka.captures-topic-pattern",
        List.of("northpost.kafka.captures-topic-pattern", "'northpost\\..*'"));
    unfit.put("northpost.replay.given-faces", List.of("northpost.replay.given-faces", "true"));
    unfit.put(
        "northpost.kafka.properties",
        List.of("northpost.kafka.properties.security.protocol", "PLAINTEXT"));
    for (Map.Entry<String, List<String>> each : unfit.entrySet()) {
      Path file =
          complete.with(each.getValue().get(0), each.getValue().get(0), each.getValue().get(1));
      refusedFile("PAIR", each.getKey(), CompleteConfiguration.errors(file, false));
    }
  }

  @Test
  void propertiesOfKafkaAreHeldToItsClients() throws IOException {
    String prefix = NorthpostOptions.KAFKA_PROPERTIES.key() + ".";
    Map<String, String> wrong = new LinkedHashMap<>();
    Mutations.typos("security.protocol").forEach(typo -> wrong.put(typo, "SSL"));
    Mutations.typos("ssl.truststore.location").forEach(typo -> wrong.put(typo, "/a"));
    wrong.put("bootstrap.servers", "'host:9092'");
    wrong.put("group.id", "other");
    wrong.put("ssl.truststore.password", "hunter2");
    wrong.put("ssl.keystore.key", "hunter2");
    wrong.put(
        "sasl.jaas.config",
        "'org.apache.kafka.common.security.plain.PlainLoginModule required password=\"hunter2\";'");
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      refusedProperty("PROPERTY", prefix + each.getKey(), each.getValue());
    }
  }

  @Test
  void whatTheGuaranteesRestOnIsTheJobsAlone() throws IOException {
    String prefix = NorthpostOptions.KAFKA_PROPERTIES.key() + ".";
    assertThat(KafkaProperties.owned())
        .containsKeys("acks", "enable.idempotence", "isolation.level");
    for (Map.Entry<String, String> owned : KafkaProperties.owned().entrySet()) {
      for (String value : List.of("0", "false", "read_uncommitted", "all", "1000")) {
        String key = prefix + owned.getKey();
        List<Finding> errors =
            CompleteConfiguration.errors(complete.with(key, "'" + key + "'", value), false);
        refusedFile("OWNED BY THE JOB", key, errors);
        assertThat(errors.get(0).got()).isEqualTo(value);
        assertThat(errors.get(0).expected()).isEqualTo("nothing: " + owned.getValue());
      }
    }
  }

  /** Every name that Kafka holds for one of a secret, and names of plugins that are like one. */
  @Test
  void aSecretOfKafkaThatIsWrittenOutIsRefusedAndNotPrinted() throws IOException {
    String prefix = NorthpostOptions.KAFKA_PROPERTIES.key() + ".";
    for (String name :
        List.of(
            "sasl.oauthbearer.assertion.private.key.passphrase",
            "sasl.oauthbearer.client.credentials.client.secret",
            "ssl.key.password",
            "ssl.keystore.password",
            "ssl.keystore.key",
            "ssl.truststore.password",
            "config.providers.vault.param.token",
            "config.providers.vault.param.secret.id",
            "config.providers.vault.param.key",
            "config.providers.aws.param.AccessKey")) {
      refusedProperty("SECRET WRITTEN OUT", prefix + name, "hunter2");
      refusedProperty("SECRET WRITTEN OUT", prefix + name, "'hunter2${file:/a:b}'");
      refusedProperty("SECRET WRITTEN OUT", prefix + name, "'${file:/a:b}hunter2'");
    }
    refusedProperty(
        "SECRET WRITTEN OUT",
        prefix + "sasl.oauthbearer.token.endpoint.url",
        "https://me:hunter2@host/token");
  }

  @Test
  void aSecretAnywhereInALineOfJaasIsRefusedAndNotPrinted() throws IOException {
    String key = NorthpostOptions.KAFKA_PROPERTIES.key() + ".sasl.jaas.config";
    String plain = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    String oauth = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required ";
    for (String line :
        List.of(
            plain + "password=\"hunter2\";",
            plain + "password=hunter2;",
            plain + "PASSWORD=\"hunter2\" username=\"${file:/a:b}\";",
            plain + "password=\"hunter2\" username=\"${file:/a:b}\";",
            plain + "password=\"${file:/a:b}hunter2\" username=\"x\";",
            plain + "password=\"${file:/a:b}\" user_alice=\"hunter2\";",
            plain + "password = \"hun\\\"ter2hunter2\" ;",
            plain + "password=\"${file:/a:b}\"; " + plain + "password=hunter2;",
            oauth + "clientId=\"a\" clientSecret=\"hunter2\" scope=\"${file:/a:b}\";",
            oauth + "clientId=\"a\" token=\"hunter2\";",
            "com.example.VaultLoginModule required url=\"https://vault\" lease=hunter2;",
            plain + "password=\"hunter2",
            plain + "password \"hunter2\";",
            "hunter2",
            "${file:/a:b} hunter2")) {
      refusedProperty("SECRET WRITTEN OUT", key, CompleteConfiguration.quoted(line));
    }
  }

  private static void refusedProperty(String wrong, String key, String yaml) throws IOException {
    Path file = complete.with(key, "'" + key + "'", yaml);
    List<Finding> errors = CompleteConfiguration.errors(file, false);
    refusedFile(wrong, key, errors);
    assertThat(errors.toString()).doesNotContain("hunter2");
  }

  @Test
  void theSecretItselfInPlaceOfItsFileIsNotPrinted() throws IOException {
    for (Setting setting : NorthpostOptions.settings().all()) {
      if (setting.kind() instanceof PathKind path && path.content() == PathKind.Content.SECRET) {
        Path file = complete.with(setting.key(), setting.key(), "hunter2");
        List<Finding> errors = CompleteConfiguration.errors(file, true);
        refusedFile("SECRET WRITTEN OUT", setting.key(), errors);
        assertThat(errors.toString()).doesNotContain("hunter2");
      }
    }
    Path file = complete.with("", "northpost.elasticsearch.password", "hunter2");
    assertThat(CompleteConfiguration.errors(file, true).toString()).doesNotContain("hunter2");
    for (String written :
        List.of(
            "https://elastic:hunter2@host-1:9200",
            "https://elastic:hunter2@hunter2@host-1:9200",
            "https://elastic:hunter2/hunter2@host-1:9200",
            "https://elastic:hunter2;hunter2@host-1:9200",
            "https://elastic:hunter2 hunter2@host-1:9200",
            "elastic:hunter2@host-1:9200")) {
      Path url =
          complete.with(
              NorthpostOptions.ELASTICSEARCH_URLS.key(),
              NorthpostOptions.ELASTICSEARCH_URLS.key(),
              "['" + written + "']");
      List<Finding> errors = CompleteConfiguration.errors(url, false);
      assertThat(errors).as(written).hasSize(1);
      assertThat(errors.toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void aParallelismThatDoesNotDivideTheShardsIsRefused() throws IOException {
    for (int shards : List.of(1, 12, 60, 720)) {
      Path file =
          complete.with("northpost.gallery.shards", "northpost.gallery.shards", shards + "");
      Sources sources = ConfigurationCheck.sources().file(file);
      for (int parallelism = 1; parallelism <= 72; parallelism++) {
        List<Finding> errors =
            Finding.errors(ConfigurationCheck.live(sources, false, parallelism, "here"));
        assertThat(errors)
            .as(shards + " over " + parallelism)
            .hasSize(shards % parallelism == 0 ? 0 : 1);
        if (!errors.isEmpty()) {
          assertThat(errors.get(0).key()).isEqualTo("parallelism.default");
          count("PARALLELISM");
        }
      }
    }
    Sources uneven =
        ConfigurationCheck.sources()
            .file(complete.with("", "northpost.gallery.uneven-shares", "true"));
    assertThat(uneven.findings()).as("the key is there already").hasSize(1);
    Path allowed =
        complete.with("northpost.gallery.uneven-shares", "northpost.gallery.uneven-shares", "true");
    assertThat(
            Finding.errors(
                ConfigurationCheck.live(
                    ConfigurationCheck.sources().file(allowed), false, 5, "here")))
        .isEmpty();
  }

  private static void refused(String wrong, String key, String value, Path file) {
    refused(wrong, key, value, ConfigurationCheck.sources().file(file), file.toString() + ":");
  }

  private static void refused(
      String wrong, String key, String value, Sources sources, String where) {
    List<Finding> errors = new ArrayList<>(CompleteConfiguration.errors(sources, false));
    assertThat(errors)
        .as("%s: %s", key, value)
        .anySatisfy(
            error -> {
              assertThat(error.where()).startsWith(where);
              assertThat(Stream.of(key, key + ".a")).contains(error.key());
              assertThat(error.expected()).isNotBlank();
            });
    // What else is said is of the same key: that nothing right is left where it is needed.
    assertThat(errors)
        .as("%s: %s", key, value)
        .allSatisfy(error -> assertThat(Stream.of(key, key + ".a")).contains(error.key()));
    count(wrong);
  }

  private static void refusedFile(String wrong, String key, List<Finding> errors) {
    assertThat(errors)
        .as(key)
        .isNotEmpty()
        .allSatisfy(error -> assertThat(error.key()).isEqualTo(key));
    count(wrong);
  }

  private static void count(String wrong) {
    COUNTS.merge(wrong, 1, Integer::sum);
  }
}
