package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import northpost.job.NorthpostOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class OptionsDocumentTest {
  private static final List<List<String>> ROWS =
      Document.read("docs/operating.md").section("## Settings").rows();

  @Test
  void listsEverySettingInTheOrderOfTheCode() {
    assertThat(ROWS.stream().map(row -> row.get(0)).toList())
        .containsExactlyElementsOf(NorthpostOptions.all().stream().map(ConfigOption::key).toList());
  }

  @Test
  void givesEachItsDefault() {
    for (int i = 0; i < ROWS.size(); i++) {
      ConfigOption<?> option = NorthpostOptions.all().get(i);
      assertThat(ROWS.get(i).get(2)).as(option.key()).isEqualTo(text(option.defaultValue()));
    }
  }

  /** A reader copies what is written into config.yaml. */
  @Test
  void writesDefaultsAndChoicesSoThatTheyCanBeSet() {
    for (int i = 0; i < ROWS.size(); i++) {
      String written = ROWS.get(i).get(2).replace("`", "");
      if (!written.equals("none")) {
        ConfigOption<?> option = NorthpostOptions.all().get(i);
        assertThat((Object) Configuration.fromMap(Map.of(option.key(), written)).get(option))
            .as(option.key())
            .isEqualTo(option.defaultValue());
      }
    }
    List<String> deliveries =
        ROWS.stream()
            .filter(row -> row.get(0).equals(NorthpostOptions.DECISIONS_DELIVERY.key()))
            .flatMap(row -> Arrays.stream(row.get(1).replace("`", "").split(" or ")))
            .toList();
    assertThat(deliveries)
        .map(
            written ->
                Configuration.fromMap(Map.of(NorthpostOptions.DECISIONS_DELIVERY.key(), written))
                    .get(NorthpostOptions.DECISIONS_DELIVERY))
        .containsExactly(NorthpostOptions.Delivery.values());
  }

  @Test
  void saysOfEachWhatItIs() {
    assertThat(ROWS)
        .allSatisfy(
            row -> {
              assertThat(row.get(1)).isNotBlank();
              assertThat(row.get(3)).isNotBlank();
            });
  }

  /** A default as it would be written in config.yaml. */
  private static String text(Object value) {
    if (value == null || value instanceof Map<?, ?> map && map.isEmpty()) {
      return "none";
    }
    if (value instanceof Duration duration) {
      return "`" + inUnits(duration) + "`";
    }
    return "`" + value + "`";
  }

  private static String inUnits(Duration duration) {
    long millis = duration.toMillis();
    if (millis > 0 && millis % 86_400_000 == 0) {
      return millis / 86_400_000 + " d";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
  }
}
