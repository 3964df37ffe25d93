package northpost.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import northpost.face.ModelManifest;
import northpost.settings.Finding;
import northpost.settings.Setting;
import northpost.settings.Sources;

/** A file in which every setting has a right value, with all the files that it names. */
final class CompleteConfiguration {
  private final Path folder;
  private final Map<String, String> values = new LinkedHashMap<>();

  CompleteConfiguration(Path folder) throws IOException, GeneralSecurityException {
    this.folder = folder.toAbsolutePath();
    copyModels();
    for (Setting setting : NorthpostOptions.settings().all()) {
      setting
          .defaultText()
          .ifPresent(
              text -> values.put(setting.key(), setting.kind().isText() ? quoted(text) : text));
    }
    put(NorthpostOptions.BOOTSTRAP_SERVERS.key(), quoted("host-1:9092,host-2:9092"));
    put(NorthpostOptions.KAFKA_PROPERTIES.key() + ".security.protocol", "SSL");
    put(NorthpostOptions.KAFKA_PROPERTIES.key() + ".ssl.truststore.type", "PEM");
    put(NorthpostOptions.MODELS_DIRECTORY.key(), quoted(models().toString()));
    put(NorthpostOptions.MODELS_MANIFEST_SHA256.key(), quoted(ModelManifest.sha256(models())));
    put(
        NorthpostOptions.ELASTICSEARCH_URLS.key(),
        "['https://host-1:9200', 'https://host-2:9200']");
    put(NorthpostOptions.ELASTICSEARCH_USERNAME.key(), quoted("northpost"));
    put(NorthpostOptions.ELASTICSEARCH_PASSWORD_FILE.key(), quoted(secret("password").toString()));
    put(NorthpostOptions.ELASTICSEARCH_API_KEY_FILE.key(), quoted(secret("api-key").toString()));
    put(NorthpostOptions.ELASTICSEARCH_CA_FILE.key(), quoted(certificates().toString()));
  }

  Path models() {
    return folder.resolve("models");
  }

  Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  private void put(String key, String yaml) {
    values.put(key, yaml);
  }

  /** The file with a line changed, or added where the key is new; null leaves the key out. */
  Path with(String key, String newKey, String yaml) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean found = false;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      boolean here = entry.getKey().equals(key);
      found |= here;
      if (!here) {
        lines.add(entry.getKey() + ": " + entry.getValue());
      } else if (yaml != null) {
        lines.add(newKey + ": " + yaml);
      }
    }
    if (!found && yaml != null) {
      lines.add(newKey + ": " + yaml);
    }
    return Files.write(folder.resolve("northpost.yaml"), lines);
  }

  Path file() throws IOException {
    return with("", "", null);
  }

  /** The errors that a live job would end with. */
  static List<Finding> errors(Sources sources, boolean files) {
    return Finding.errors(
        ConfigurationCheck.live(sources, files, ConfigurationCheck.ANY_PARALLELISM, ""));
  }

  static List<Finding> errors(Path file, boolean files) {
    return errors(ConfigurationCheck.sources().file(file), files);
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private void copyModels() throws IOException {
    Files.createDirectories(models());
    try (Stream<Path> files = Files.list(Path.of("models"))) {
      for (Path file : files.toList()) {
        Files.copy(file, models().resolve(file.getFileName()));
      }
    }
  }

  private Path secret(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "not to be printed\n");
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file;
  }

  /** One of the certificate authorities that this Java trusts. */
  private Path certificates() throws IOException, GeneralSecurityException {
    Path store = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    KeyStore authorities = KeyStore.getInstance(store.toFile(), (char[]) null);
    Certificate first = authorities.getCertificate(authorities.aliases().nextElement());
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(first.getEncoded());
    return Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }

  /** Keys that must not be there for a file to miss something. */
  static Set<String> pairs() {
    return Set.of(
        NorthpostOptions.ELASTICSEARCH_USERNAME.key(),
        NorthpostOptions.ELASTICSEARCH_PASSWORD_FILE.key(),
        NorthpostOptions.ELASTICSEARCH_URLS.key(),
        NorthpostOptions.BOOTSTRAP_SERVERS.key());
  }
}
