package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationsTest {
  @ParameterizedTest
  @CsvSource({"at-least-once, AT_LEAST_ONCE", "exactly-once, EXACTLY_ONCE"})
  void takesADeliveryAsItIsDocumented(String text, NorthpostOptions.Delivery expected) {
    Configuration config = with(NorthpostOptions.DECISIONS_DELIVERY.key(), text);
    Configurations.check(config);
    assertThat(config.get(NorthpostOptions.DECISIONS_DELIVERY)).isEqualTo(expected);
  }

  @Test
  void refusesAnotherDeliveryWithWhatItMayBe() {
    Configuration config = with(NorthpostOptions.DECISIONS_DELIVERY.key(), "twice");
    assertThatThrownBy(() -> Configurations.check(config))
        .hasMessageContaining("northpost.decisions.delivery: got twice, expected")
        .hasMessageContaining("at-least-once");
  }

  @Test
  void refusesAMisspeltKeyWithTheNearest() {
    assertThatThrownBy(() -> Configurations.check(with("northpost.gallery.shard", "3")))
        .hasMessageContaining(
            "northpost.gallery.shard: unknown key, nearest is northpost.gallery.shards");
  }

  @Test
  void refusesAValueOutOfItsRange() {
    assertThatThrownBy(() -> Configurations.check(with("northpost.gallery.shards", "721")))
        .hasMessageContaining("northpost.gallery.shards: got 721, expected");
  }

  private static Configuration with(String key, String value) {
    Configuration config = new Configuration();
    config.setString(key, value);
    return config;
  }
}
