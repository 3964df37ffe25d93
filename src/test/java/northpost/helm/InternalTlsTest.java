package northpost.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.net.SSLUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what each pod of the job starts with, on keystores as the operating guide makes them. */
class InternalTlsTest {
  private static final String PASSWORD = "it's \"$HOME\" #1";

  @TempDir private Path folder;

  @Test
  void theProcessStartsWithThePasswordAndNoConfigurationHasIt() throws Exception {
    keystores();
    Run run = start("kubernetes-jobmanager.sh", "-D", "a=b c");
    assertThat(run.said()).isEqualTo(folder.resolve("conf") + "\n3\na=b c\n");
    assertThat(run.code()).isZero();

    Configuration config = GlobalConfiguration.loadConfiguration(folder.resolve("conf").toString());
    assertThat(config.get(SecurityOptions.SSL_INTERNAL_KEYSTORE_PASSWORD)).isEqualTo(PASSWORD);
    assertThat(config.get(SecurityOptions.SSL_INTERNAL_TRUSTSTORE_PASSWORD)).isEqualTo(PASSWORD);
    assertThat(config.get(SecurityOptions.SSL_INTERNAL_KEY_PASSWORD)).isEqualTo(PASSWORD);
    assertThat(config.toMap()).containsEntry("parallelism.default", "4");
    assertThat(Files.getPosixFilePermissions(folder.resolve("conf/config.yaml")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    // Flink itself opens both stores with it.
    config.set(SecurityOptions.SSL_INTERNAL_KEYSTORE, secret("keystore.p12").toString());
    config.set(SecurityOptions.SSL_INTERNAL_TRUSTSTORE, secret("truststore.p12").toString());
    config.set(SecurityOptions.SSL_INTERNAL_ENABLED, true);
    assertThat(SSLUtils.createInternalServerSSLEngineFactory(config)).isNotNull();
    assertThat(SSLUtils.createInternalClientSSLEngineFactory(config)).isNotNull();
  }

  @Test
  void neitherTheJobsConfigurationNorTheOneCheckedHasThePassword() throws IOException {
    String rendered = Chart.render(Map.of());
    assertThat(passwords(rendered)).isEmpty();
    String spoilt =
        rendered.replace("security.ssl.internal.enabled", "security.ssl.internal.key-password");
    assertThat(passwords(spoilt)).hasSize(2);
  }

  /** Keys with a password of Flink's internal TLS in what the job and the set-up are given. */
  private static List<String> passwords(String rendered) throws IOException {
    List<String> keys = new ArrayList<>();
    for (JsonNode object : Chart.objects(rendered)) {
      object.at("/spec/flinkConfiguration").fieldNames().forEachRemaining(keys::add);
      JsonNode checked = object.path("data").path("config.yaml");
      if (checked.isTextual()) {
        Chart.YAML.readTree(checked.asText()).fieldNames().forEachRemaining(keys::add);
      }
    }
    keys.removeIf(key -> !key.matches("security\\.ssl\\.internal\\..*password"));
    return keys;
  }

  @Test
  void withoutThePasswordItSaysSo() throws Exception {
    keystores();
    Files.delete(secret("password"));
    Run run = start();
    assertThat(run.code()).isOne();
    assertThat(run.said()).contains("password: got nothing, expected it in the Secret");
    assertThat(folder.resolve("conf")).doesNotExist();
  }

  private record Run(int code, String said) {}

  /** The script of the chart with the folders of a pod below that of the test. */
  private Run start(String... arguments) throws IOException, InterruptedException {
    JsonNode map =
        Chart.objects(Chart.render(Map.of())).stream()
            .filter(each -> each.at("/metadata/name").asText().equals("northpost-start"))
            .findFirst()
            .orElseThrow();
    Path entry = folder.resolve("entry.sh");
    Files.writeString(entry, "#!/bin/bash\necho \"$FLINK_CONF_DIR\"; echo $#; echo \"${3:-}\"\n");
    Files.createDirectories(folder.resolve("given"));
    Files.writeString(folder.resolve("given/config.yaml"), "parallelism:\n  default: 4");
    String script =
        map.at("/data/with-internal-tls.sh")
            .asText()
            .replace("/run/secrets/northpost-tls", folder.resolve("secret").toString())
            .replace("/run/northpost/conf", folder.resolve("conf").toString())
            .replace("/opt/flink/conf", folder.resolve("given").toString())
            .replace("/docker-entrypoint.sh", "bash " + entry);
    Path file = Files.writeString(folder.resolve("start.sh"), script);
    List<String> command = new ArrayList<>(List.of("bash", file.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private void keystores() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("secret"));
    Files.writeString(secret("password"), PASSWORD + "\n");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    assertThat(
            run(List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    "flink.internal",
                    "-dname",
                    "CN=flink.internal",
                    "-keyalg",
                    "EC",
                    "-validity",
                    "365",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    secret("keystore.p12").toString()))
                .code())
        .isZero();
    // Mutual: who holds the key of this certificate is trusted, and nobody else.
    Files.copy(secret("keystore.p12"), secret("truststore.p12"));
  }

  private Path secret(String file) {
    return folder.resolve("secret").resolve(file);
  }

  private static Run run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    return new Run(process.waitFor(), said);
  }
}
