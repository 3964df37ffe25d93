package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is outside of {@code northpost} is a field of ECS, under its name and with its type. */
class EcsFieldsTest {
  private static final Map<String, String> ECS = published();

  @ParameterizedTest
  @EnumSource(DocumentKind.class)
  void everyFieldOutsideOfOurPrefixIsOneOfEcsWithItsType(DocumentKind kind) {
    MappedFields.of(kind)
        .types()
        .forEach(
            (field, type) -> {
              if (field.startsWith("northpost.")) {
                return;
              }
              assertThat(ECS).as(kind.alias()).containsKey(field);
              assertThat(type).as(field).isIn(accepted(ECS.get(field)));
            });
  }

  @Test
  void theListIsOfTheVersionThatDocumentsName() throws IOException {
    try (BufferedReader lines = list()) {
      assertThat(lines.readLine()).contains("Schema " + DocumentBody.ECS_VERSION + ",");
    }
  }

  /** Beside the type itself, the one that a server without the type's module has in its place. */
  private static String[] accepted(String type) {
    return type.equals("match_only_text") ? new String[] {type, "text"} : new String[] {type};
  }

  private static Map<String, String> published() {
    Map<String, String> fields = new TreeMap<>();
    try (BufferedReader lines = list()) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(","))
          .forEach(field -> fields.put(field[0], field[1]));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return fields;
  }

  private static BufferedReader list() {
    return new BufferedReader(
        new InputStreamReader(
            EcsFieldsTest.class.getResourceAsStream("/ecs/fields.csv"), StandardCharsets.UTF_8));
  }
}
