package northpost.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import northpost.face.ModelException;
import northpost.face.ModelManifest;
import northpost.settings.Finding;
import northpost.settings.Kind;
import northpost.settings.PathKind;
import northpost.settings.Setting;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Whether the files that settings name are on this machine, and are what they should be. */
final class SettingFiles {
  private static final int LARGEST_SECRET = 64 * 1024;

  private final Configuration config;
  private final Function<ConfigOption<?>, String> where;
  private final List<Finding> findings = new ArrayList<>();

  private SettingFiles(Configuration config, Function<ConfigOption<?>, String> where) {
    this.config = config;
    this.where = where;
  }

  /** What is wrong with them; the content of a secret is in no finding. */
  static List<Finding> check(Configuration config, Function<ConfigOption<?>, String> where) {
    SettingFiles files = new SettingFiles(config, where);
    for (Setting setting : NorthpostOptions.settings().all()) {
      Kind kind = setting.kind();
      if (kind instanceof PathKind path) {
        files.check(setting.option(), path.content());
      }
    }
    return files.findings;
  }

  private void check(ConfigOption<?> option, PathKind.Content content) {
    Optional<Object> value = config.getOptional(option).map(Object.class::cast);
    Object named = value.orElse(option.defaultValue());
    if (named == null) {
      return;
    }
    Path path = Path.of(named.toString());
    switch (content) {
      case NETWORKS -> networks(option, path);
      case SECRET -> secret(option, path);
      case CERTIFICATES -> certificates(option, path);
    }
  }

  private void networks(ConfigOption<?> option, Path folder) {
    ModelManifest.faults(folder)
        .forEach(fault -> error(option, fault.file() + ": " + fault.got(), fault.expected()));
    String expected = config.get(NorthpostOptions.MODELS_MANIFEST_SHA256);
    if (expected == null) {
      return;
    }
    String got;
    try {
      got = ModelManifest.sha256(folder);
    } catch (ModelException e) {
      // That there is none was found above.
      return;
    }
    if (!got.equals(expected)) {
      error(
          NorthpostOptions.MODELS_MANIFEST_SHA256,
          expected,
          "the SHA-256 of " + folder.resolve(ModelManifest.FILE_NAME) + ", " + got);
    }
  }

  private void secret(ConfigOption<?> option, Path file) {
    if (!isReadable(option, file)) {
      return;
    }
    try {
      long size = Files.size(file);
      if (size > LARGEST_SECRET) {
        error(option, file + ": " + size + " bytes", "a secret, at most " + LARGEST_SECRET);
      } else if (Files.readString(file).isBlank()) {
        error(option, file + ": nothing in it", "a secret");
      } else if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        warning(option, file + ": a file that everybody may read", "mode 0440 or stricter");
      }
    } catch (IOException e) {
      error(option, file + ": " + e.getClass().getSimpleName(), "a file with a secret in UTF-8");
    }
  }

  private void certificates(ConfigOption<?> option, Path file) {
    if (!isReadable(option, file)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        error(option, file + ": no certificate in it", "certificates in PEM");
      }
    } catch (CertificateException e) {
      error(option, file + ": no certificates that can be read", "certificates in PEM");
    } catch (IOException e) {
      error(option, file + ": " + e.getClass().getSimpleName(), "a file that can be read");
    }
  }

  private boolean isReadable(ConfigOption<?> option, Path file) {
    if (!Files.isRegularFile(file)) {
      error(option, file + ": no such file", "a file on this machine");
      return false;
    }
    if (!Files.isReadable(file)) {
      error(option, file + ": a file that may not be read", "one that this user may read");
      return false;
    }
    return true;
  }

  private void error(ConfigOption<?> option, String got, String expected) {
    findings.add(Finding.error(where.apply(option), option.key(), got, expected));
  }

  private void warning(ConfigOption<?> option, String got, String expected) {
    findings.add(Finding.warning(where.apply(option), option.key(), got, expected));
  }
}
