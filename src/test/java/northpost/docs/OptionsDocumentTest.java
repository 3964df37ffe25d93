package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import northpost.job.ConfigurationTexts;
import northpost.job.NorthpostOptions;
import northpost.settings.Setting;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** The files that are made of the settings are as the code would make them now. */
class OptionsDocumentTest {
  private static final List<List<String>> ROWS = Document.read("docs/configuration.md").rows();

  @Test
  void theDocumentIsThatOfTheCode() throws IOException {
    assertThat(Files.readString(Path.of("docs/configuration.md")))
        .as("./northpost config docs > docs/configuration.md")
        .isEqualTo(ConfigurationTexts.document());
  }

  @Test
  void theSchemaIsThatOfTheCode() throws IOException {
    assertThat(Files.readString(Path.of("conf/northpost.schema.json")))
        .as("./northpost config schema > conf/northpost.schema.json")
        .isEqualTo(ConfigurationTexts.schema());
  }

  @Test
  void theExampleIsThatOfTheCode() throws IOException {
    assertThat(Files.readString(Path.of("conf/northpost.yaml")))
        .as("./northpost config example > conf/northpost.yaml")
        .isEqualTo(ConfigurationTexts.example());
  }

  /** A constant that was not declared would be checked by nothing. */
  @Test
  void everyOptionOfTheCodeIsDeclared() {
    List<ConfigOption<?>> constants =
        Arrays.stream(NorthpostOptions.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .filter(field -> field.getType() == ConfigOption.class)
            .<ConfigOption<?>>map(
                field -> {
                  try {
                    return (ConfigOption<?>) field.get(null);
                  } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();
    assertThat(constants).hasSizeGreaterThan(40);
    assertThat(NorthpostOptions.all()).containsExactlyInAnyOrderElementsOf(constants);
  }

  @Test
  void listsEverySettingInTheOrderOfTheCode() {
    assertThat(ROWS.stream().map(row -> row.get(0)).toList())
        .containsExactlyElementsOf(NorthpostOptions.all().stream().map(ConfigOption::key).toList());
  }

  /** A reader copies what is written into config.yaml. */
  @Test
  void writesDefaultsSoThatTheyCanBeSet() {
    for (Setting setting : NorthpostOptions.settings().all()) {
      setting
          .defaultText()
          .ifPresent(
              text -> {
                assertThat(setting.kind().refusal(text)).as(setting.key()).isNull();
                ConfigOption<?> option = setting.option();
                assertThat((Object) Configuration.fromMap(Map.of(option.key(), text)).get(option))
                    .as(setting.key())
                    .isEqualTo(option.defaultValue());
              });
    }
  }

  @Test
  void saysOfEachWhatItIsWithTypeAndRange() {
    assertThat(NorthpostOptions.settings().all())
        .allSatisfy(
            setting -> {
              assertThat(setting.description()).isNotBlank().doesNotContain("&", "<");
              assertThat(setting.kind().type()).isNotBlank();
              assertThat(setting.kind().expected()).isNotBlank();
            });
  }
}
