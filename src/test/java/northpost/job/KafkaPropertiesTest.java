package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import northpost.settings.Finding;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.Test;

/** What of Kafka's own settings is taken, and what is said of the rest. */
class KafkaPropertiesTest {
  private static final String KERBEROS =
      "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true"
          + " keyTab=\"/run/secrets/northpost-kafka/northpost.keytab\""
          + " principal=\"northpost/border@EXAMPLE.ORG\" serviceName=kafka;";

  private static List<Finding> errors(Map<String, String> properties) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("northpost.kafka.bootstrap-servers", "host-1:9092");
    properties.forEach((name, value) -> all.put("northpost.kafka.properties." + name, value));
    return Finding.errors(
        ConfigurationCheck.live(
            ConfigurationCheck.sources().each("here", all),
            false,
            ConfigurationCheck.ANY_PARALLELISM,
            ""));
  }

  @Test
  void takesKerberosWhichHasNoSecretInItsLine() {
    assertThat(
            errors(
                Map.of(
                    "security.protocol", "SASL_SSL",
                    "sasl.mechanism", "GSSAPI",
                    "sasl.kerberos.service.name", "kafka",
                    "sasl.jaas.config", KERBEROS)))
        .isEmpty();
  }

  @Test
  void takesSecretsOfFilesAndOfFolders() {
    for (String secret :
        List.of(
            "${file:/run/secrets/kafka/user.properties:word}", "${dir:/run/secrets/kafka:word}")) {
      for (String line :
          List.of(
              "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"border\""
                  + " password=\""
                  + secret
                  + "\";",
              "org.apache.kafka.common.security.plain.PlainLoginModule required\n  password = "
                  + secret
                  + "\n  username='a b' ;",
              secret)) {
        assertThat(
                errors(
                    Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.jaas.config",
                        line,
                        "ssl.truststore.password",
                        secret,
                        "config.providers",
                        "dir, file",
                        "config.providers.file.class",
                        FileConfigProvider.class.getName(),
                        "config.providers.dir.class",
                        DirectoryConfigProvider.class.getName())))
            .as(line)
            .isEmpty();
      }
    }
  }

  @Test
  void missesTheProviderOfAReferenceAndNamesItsClass() {
    for (Map<String, String> provided :
        List.of(
            Map.<String, String>of(),
            Map.of("config.providers", "dir"),
            Map.of("config.providers.dir.class", DirectoryConfigProvider.class.getName()),
            Map.of(
                "config.providers",
                "file",
                "config.providers.file.class",
                FileConfigProvider.class.getName()))) {
      Map<String, String> all = new LinkedHashMap<>(provided);
      all.put("security.protocol", "SSL");
      all.put("ssl.truststore.password", "${dir:/run/secrets/kafka:word}");
      assertThat(errors(all))
          .as(provided.toString())
          .singleElement()
          .extracting(Finding::text)
          .isEqualTo(
              "here: northpost.kafka.properties: got ${dir:...} without a provider, expected"
                  + " config.providers: dir, and config.providers.dir.class: "
                  + DirectoryConfigProvider.class.getName());
    }
  }

  /** Names with a word of a secret in them that Kafka knows to be none. */
  @Test
  void takesWhatOnlySoundsLikeASecret() {
    assertThat(
            errors(
                Map.of(
                    "security.protocol", "SASL_SSL",
                    "sasl.oauthbearer.token.endpoint.url", "https://login/token",
                    "sasl.oauthbearer.client.credentials.client.id", "northpost",
                    "sasl.oauthbearer.assertion.private.key.file", "/run/secrets/key.pem")))
        .isEmpty();
  }

  @Test
  void holdsTheFileOfACommandToTheSame() {
    List<Finding> findings =
        KafkaProperties.ofTool(
            Map.of(
                "ssl.truststore.password",
                "hunter2",
                "securty.protocol",
                "SSL",
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                "a:1"),
            "--client-properties f");
    assertThat(findings)
        .extracting(Finding::text)
        .containsExactly(
            "--client-properties f: bootstrap.servers: got a:1, expected --bootstrap-servers in its"
                + " place",
            "--client-properties f: securty.protocol: got a value (not shown), expected a property"
                + " of the client, the nearest is security.protocol",
            "--client-properties f: ssl.truststore.password: got a secret written out (not shown),"
                + " expected the secret as ${file:PATH:KEY}");
    assertThat(
            KafkaProperties.ofTool(
                Map.of("client.id", "${file:/a:b}", "config.providers", "file"), "here"))
        .singleElement()
        .extracting(Finding::got)
        .isEqualTo("${file:...} without a provider");
  }
}
