package northpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import northpost.domain.Mode;
import northpost.source.PortRegistryYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  private static View of(Map<String, String> parameters) {
    return View.of(parameters, NOW, PortRegistryYaml.shipped());
  }

  @Test
  void isTheLastHourOfAllPortsWithoutParameters() {
    assertThat(of(Map.of()))
        .isEqualTo(new View(Instant.parse("2026-03-31T11:00:00Z"), NOW, null, null));
  }

  @Test
  void takesTimesPortAndMode() {
    Map<String, String> all = new HashMap<>();
    all.put("from", "2026-03-30T00:00:00Z");
    all.put("to", "2026-03-31T00:00:00.000Z");
    all.put("port", "0712");
    all.put("mode", "bus");

    assertThat(of(all))
        .isEqualTo(
            new View(
                Instant.parse("2026-03-30T00:00:00Z"),
                Instant.parse("2026-03-31T00:00:00Z"),
                "0712",
                Mode.BUS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from | yesterday | from: got yesterday, expected a time such as",
        "from | 2026-03-31T12:00:00Z | from: got 2026-03-31T12:00:00Z, expected a time before to",
        "from | 1970-01-01T00:00:00Z | expected at most 400 days before to",
        "port | 9999 | port: got 9999, expected one of [0701",
        "mode | UNKNOWN | mode: got UNKNOWN, expected PEDESTRIAN",
        "mode | SHIP | mode: got SHIP, expected PEDESTRIAN"
      })
  void saysWhatIsWrong(String name, String value, String message) {
    assertThatThrownBy(() -> of(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
