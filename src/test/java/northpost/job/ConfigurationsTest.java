package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationsTest {
  @Test
  void takesTheDefaults() {
    assertThatCode(() -> Configurations.check(new Configuration())).doesNotThrowAnyException();
  }

  @Test
  void takesSecuritySettingsOfKafka() {
    assertThatCode(() -> check("northpost.kafka.properties.security.protocol", "SSL"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "northpost.galery.shards, 12, expected northpost.gallery.shards (the nearest)",
    "northpost.gallery.shards, many, 'got many, expected a whole number, 1 to 720 (shards)'",
    "northpost.gallery.shards, 0, 'a whole number, 1 to 720'",
    "northpost.gallery.shards, 721, 'a whole number, 1 to 720'",
    "northpost.policy.margin, 1.5, 'a number, 0 to 1'",
    "northpost.policy.margin, NaN, 'a number, 0 to 1'",
    "northpost.policy.minimum-exposure, 230, expected at most northpost.policy.maximum-exposure",
    "northpost.match.time-budget, soon, got soon",
    "northpost.capture.idle-after, 0 s, '(ms, s, min, h or d), 100 ms to 1 h'",
    "northpost.models.device, gpu, 'expected a device, cpu, cuda or cuda:N'",
    "northpost.decisions.delivery, twice, 'got twice, expected at-least-once or exactly-once'"
  })
  void refusesWhatIsWrongAndSaysWhatWasExpected(String key, String value, String message) {
    assertThatThrownBy(() -> check(key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(message);
  }

  @Test
  void namesEveryFaultAtOnce() {
    Configuration config =
        Configuration.fromMap(
            Map.of("northpost.policy.margn", "0.1", "northpost.gallery.shards", "many"));
    assertThatThrownBy(() -> Configurations.check(config))
        .hasMessageContaining("northpost.policy.margn")
        .hasMessageContaining("got many");
  }

  @Test
  void namesARequiredSettingThatIsMissing() {
    assertThatThrownBy(
            () -> Configurations.required(new Configuration(), NorthpostOptions.BOOTSTRAP_SERVERS))
        .hasMessageStartingWith("northpost.kafka.bootstrap-servers: got nothing, expected ");
  }

  @Test
  void refusesAnArgumentThatIsNoSetting() {
    assertThatThrownBy(() -> NorthpostJob.main(new String[] {"--gallery.shards", "12"}))
        .hasMessageContaining("--gallery.shards");
  }

  @Test
  void readsTheDeliveryAsItIsWritten() {
    Configuration config =
        Configuration.fromMap(Map.of("northpost.decisions.delivery", "exactly-once"));
    assertThat(config.get(NorthpostOptions.DECISIONS_DELIVERY))
        .isEqualTo(NorthpostOptions.Delivery.EXACTLY_ONCE);
  }

  private static void check(String key, String value) {
    Configurations.check(Configuration.fromMap(Map.of(key, value)));
  }
}
