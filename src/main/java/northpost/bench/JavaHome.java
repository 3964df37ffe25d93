package northpost.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java to run measurements on.
 *
 * @param directory with bin/java
 * @param feature such as 17 or 25
 */
record JavaHome(Path directory, int feature) {
  static final String VARIABLE = "NORTHPOST_JDK21";
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  /** The one that runs this process. */
  static JavaHome current() {
    return new JavaHome(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** The newest of at least this version: what the variable names, or what is installed. */
  static Optional<JavaHome> newest(int leastFeature) throws IOException {
    String named = System.getenv(VARIABLE);
    if (named != null) {
      return read(Path.of(named)).filter(home -> home.feature() >= leastFeature);
    }
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> installed = Files.list(INSTALLED)) {
      List<Path> directories = installed.filter(Files::isDirectory).sorted().toList();
      return directories.stream()
          .flatMap(directory -> read(directory).stream())
          .filter(home -> home.feature() >= leastFeature)
          .max(Comparator.comparingInt(JavaHome::feature));
    }
  }

  private static Optional<JavaHome> read(Path directory) {
    Path release = directory.resolve("release");
    if (!Files.isExecutable(directory.resolve("bin/java")) || !Files.exists(release)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
    } catch (IOException e) {
      return Optional.empty();
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    try {
      return Optional.of(new JavaHome(directory, Runtime.Version.parse(version).feature()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String java() {
    return directory.resolve("bin/java").toString();
  }

  String javac() {
    return directory.resolve("bin/javac").toString();
  }
}
