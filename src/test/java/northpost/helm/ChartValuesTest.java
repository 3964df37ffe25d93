package northpost.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the chart's values to their schema: none undocumented, none unused, no other accepted. */
class ChartValuesTest {
  private final JsonNode values = Chart.YAML.readTree(Chart.FOLDER.resolve("values.yaml").toFile());
  private final JsonNode schema =
      new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());

  ChartValuesTest() throws IOException {}

  @Test
  void theSchemaHasEveryValueAndNoOther() {
    Set<String> given = new TreeSet<>();
    paths(values, schema, "", given);
    assertThat(described().keySet()).containsExactlyInAnyOrderElementsOf(given);
  }

  @Test
  void everyValueIsExplained() {
    assertThat(described()).hasSizeGreaterThan(80);
    assertThat(described())
        .allSatisfy(
            (path, value) -> {
              assertThat(value.path("description").asText()).as(path).endsWith(".");
              assertThat(value.has("type")).as(path).isTrue();
            });
  }

  /** Helm passes over a value that a template does not ask for, and a typing mistake with it. */
  @Test
  void noObjectTakesAnyKey() {
    described()
        .forEach(
            (path, value) -> {
              if (value.path("type").asText().equals("object")) {
                JsonNode others = value.path("additionalProperties");
                assertThat(others.isBoolean() ? !others.asBoolean() : others.has("type"))
                    .as(path)
                    .isTrue();
              }
            });
    assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void everyValueIsUsedByATemplate() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(Chart.FOLDER.resolve("templates"))) {
      for (Path file : files.sorted().toList()) {
        text.append(Files.readString(file));
      }
    }
    Set<String> names =
        Pattern.compile("[A-Za-z]+")
            .matcher(text)
            .results()
            .map(r -> r.group())
            .collect(Collectors.toSet());
    assertThat(described().keySet())
        .allSatisfy(path -> assertThat(names).contains(path.substring(path.lastIndexOf('.') + 1)));
  }

  private Map<String, JsonNode> described() {
    Map<String, JsonNode> all = new TreeMap<>();
    collect(schema, "", all);
    // Helm's own, which the values may always have.
    all.remove("global");
    return all;
  }

  private static void collect(JsonNode schema, String prefix, Map<String, JsonNode> all) {
    schema
        .path("properties")
        .fields()
        .forEachRemaining(
            property -> {
              all.put(prefix + property.getKey(), property.getValue());
              collect(property.getValue(), prefix + property.getKey() + ".", all);
            });
  }

  /** Paths of the values; what stands in a map is the user's. */
  private static void paths(JsonNode values, JsonNode schema, String prefix, Set<String> all) {
    values
        .fields()
        .forEachRemaining(
            value -> {
              all.add(prefix + value.getKey());
              paths(
                  value.getValue(),
                  schema.path("properties").path(value.getKey()),
                  prefix + value.getKey() + ".",
                  all);
            });
  }
}
