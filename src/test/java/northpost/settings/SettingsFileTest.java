package northpost.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of settings says, where, and what is wrong with it whatever its keys mean. */
class SettingsFileTest {
  private static final ConfigOption<Integer> SIZE =
      ConfigOptions.key("app.group.size")
          .intType()
          .defaultValue(1)
          .withDeprecatedKeys("app.size")
          .withDescription("A size.");
  private static final Settings SETTINGS =
      new Settings("app", List.of(new Setting(SIZE, new WholeKind(1, 9, ""), true)));

  @TempDir Path folder;

  @Test
  void knowsTheLineOfEachValueHoweverItsKeyIsWritten() {
    SettingsFile file =
        SettingsFile.parse(
            "f.yaml", "# head\napp:\n  a: 1\n  b.c: two\n\napp.d: 'no'\napp.e: [x, y]\n");
    assertThat(file.findings()).isEmpty();
    assertThat(file.given())
        .containsExactly(
            new Given("app.a", "1", Given.Form.VALUE, "f.yaml:3"),
            new Given("app.b.c", "two", Given.Form.TEXT, "f.yaml:4"),
            new Given("app.d", "no", Given.Form.QUOTED, "f.yaml:6"),
            new Given("app.e", "x;y", Given.Form.LIST, "f.yaml:7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1~a: 2 | f.yaml:2: a: got a second value, expected one, and the first is at f.yaml:1",
        "a: {b: 1}~a.b: 2 | f.yaml:2: a.b: got a second value",
        "a: {b: 1}~a: {c: 2} | f.yaml:2: a: got a second group",
        "a: 1~b: [ | f.yaml:2: got no YAML",
        "a: 1~  b: 2 | f.yaml:2: got no YAML",
        "- a | f.yaml:1: got a list, expected keys with values",
        "text | f.yaml:1: got text, expected keys with values",
        "a: 1~---~b: 2 | f.yaml:3: got a second document, expected one",
        "a: &x {b: *x} | got an alias of what it stands in",
        "a: {<<: {b: 1}} | got a merge of YAML",
        "? [a]~: 1 | f.yaml:1: got a list, expected a key that is a text"
      })
  void saysWhatIsWrongAndInWhichLine(String yaml, String message) {
    SettingsFile file = SettingsFile.parse("f.yaml", yaml.replace('~', '\n'));
    assertThat(file.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains(message.strip()));
  }

  @Test
  void saysThatAFileIsMissingOrNoText() throws IOException {
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(SettingsFile.read(folder.resolve("absent")).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.got()).isEqualTo("no such file"));
    assertThat(SettingsFile.read(bytes).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.got()).isEqualTo("bytes that are no UTF-8"));
    assertThat(SettingsFile.read(folder).findings()).hasSize(1);
  }

  @Test
  void theLaterSourceGoesBeforeTheEarlierAndEachIsChecked() throws IOException {
    Path file = Files.writeString(folder.resolve("f.yaml"), "app.group.size: 3\n");
    Sources sources =
        new Sources(SETTINGS)
            .each("Flink", Map.of("app.group.size", "2"))
            .file(file)
            .environment(Map.of("APP_GROUP_SIZE", "4"), Set.of())
            .each("-D", Map.of("app.group.size", "5"));
    assertThat(sources.findings()).isEmpty();
    assertThat(sources.configuration().get(SIZE)).isEqualTo(5);
    assertThat(sources.where(SIZE)).isEqualTo("-D");

    Sources wrongBelow =
        new Sources(SETTINGS)
            .environment(Map.of("APP_GROUP_SIZE", "40"), Set.of())
            .each("-D", Map.of("app.group.size", "5"));
    assertThat(wrongBelow.findings()).hasSize(1);
    assertThat(wrongBelow.findings().get(0).text())
        .startsWith(
            "environment variable APP_GROUP_SIZE: app.group.size: got 40, expected a whole");
  }

  @Test
  void warnsOfAnEarlierNameAndTakesIt() {
    Sources sources = new Sources(SETTINGS).each("-D", Map.of("app.size", "7"));
    assertThat(sources.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isFalse();
              assertThat(finding.text())
                  .isEqualTo("-D: app.size: got an earlier name, expected app.group.size");
            });
    assertThat(sources.missing()).isEmpty();
    assertThat(sources.effective().get("app.group.size").text()).isEqualTo("7");
  }

  @Test
  void refusesVariablesThatAreNoSettingButThoseOfKubernetes() {
    Map<String, String> variables =
        Map.of(
            "APP_GRUOP_SIZE", "1",
            "APP_OTHER", "1",
            "APP_REST_SERVICE_HOST", "10.0.0.1",
            "APP_REST_SERVICE_PORT_HTTP", "80",
            "APP_REST_PORT_8081_TCP_ADDR", "10.0.0.1",
            "APP_PORT", "tcp://10.0.0.1:80",
            "APPLE", "1");
    Sources sources = new Sources(SETTINGS).environment(variables, Set.of("APP_OTHER"));
    assertThat(sources.findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.text())
                    .isEqualTo(
                        "environment variable APP_GRUOP_SIZE: got the name of no setting,"
                            + " expected APP_GROUP_SIZE (the nearest)"));
  }
}
