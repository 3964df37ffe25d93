package northpost.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;

/** The chart of this repository, rendered by Helm's own library. */
final class Chart {
  static final Path FOLDER = Path.of("helm", "northpost");
  private static final Path LEAST = Path.of("src", "test", "resources", "helm", "least.yaml");
  static final String NAMESPACE = "border";
  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Stands for the annotation that makes an object a hook, which the library does not print. */
  static final String HOOK = "helm.sh/as-hook";

  /**
   * A copy without links, since Helm would say at each reading that files/config.yaml is one, and
   * without hooks, so that what the set-up needs is printed as well.
   */
  private static final Path COPY = copy(Path.of("target", "helm", "northpost"));

  private Chart() {}

  private static Path copy(Path target) {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      FileUtils.deleteDirectory(target.toFile());
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = target.resolve(FOLDER.relativize(file));
        Files.createDirectories(to.getParent());
        Files.writeString(to, Files.readString(file).replace("helm.sh/hook:", HOOK + ":"));
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Helm itself; its native library comes for Linux on x86-64. */
  static Helm helm(Path chart) {
    try {
      return new Helm(chart);
    } catch (LinkageError | IllegalStateException e) {
      throw new AssertionError(
          "Helm's native library: not loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ", expected Linux amd64, or com.marcnuri.helm-java's artifact of this platform in"
              + " pom.xml",
          e);
    }
  }

  /** What Helm prints for the values, given as a nested map. */
  static String render(Map<String, Object> values) throws IOException {
    return render("northpost", values);
  }

  /** What Helm prints for a release of this name. */
  static String render(String release, Map<String, Object> values) throws IOException {
    Path file = Files.createTempFile("values", ".yaml");
    try {
      YAML.writeValue(file.toFile(), over(least(), values));
      return helm(COPY)
          .template()
          .withName(release)
          .withNamespace(NAMESPACE)
          .withValuesFile(file)
          .call();
    } finally {
      Files.delete(file);
    }
  }

  /** What nobody can guess for a deployment, without which nothing is rendered. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> least() throws IOException {
    return YAML.readValue(LEAST.toFile(), Map.class);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> over(Map<String, Object> base, Map<String, Object> values) {
    Map<String, Object> merged = new LinkedHashMap<>(base);
    values.forEach(
        (key, value) ->
            merged.merge(
                key,
                value,
                (old, given) ->
                    old instanceof Map && given instanceof Map
                        ? over((Map<String, Object>) old, (Map<String, Object>) given)
                        : given));
    return merged;
  }

  /** The objects of what Helm printed. */
  static List<JsonNode> objects(String rendered) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(rendered)) {
      return documents.readAll().stream().filter(JsonNode::isObject).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
