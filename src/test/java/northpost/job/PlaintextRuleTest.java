package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.settings.Finding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing goes to another machine in clear that nobody has allowed. */
class PlaintextRuleTest {
  private static final String BROKERS = "northpost.kafka.bootstrap-servers";
  private static final String PROTOCOL = "northpost.kafka.properties.security.protocol";
  private static final String URLS = "northpost.elasticsearch.urls";
  private static final String ALLOW = "northpost.security.allow-plaintext";

  private static List<Finding> findings(Map<String, String> values) {
    return ConfigurationCheck.live(
        ConfigurationCheck.sources().each("here", values),
        false,
        ConfigurationCheck.ANY_PARALLELISM,
        "");
  }

  @ParameterizedTest
  @CsvSource({
    "host-1:9092, , host-1:9092",
    "host-1:9092, PLAINTEXT, host-1:9092",
    "host-1:9092, plaintext, host-1:9092",
    "host-1:9092, SASL_PLAINTEXT, host-1:9092",
    "'localhost:9092,10.0.0.1:9092', PLAINTEXT, 10.0.0.1:9092",
    "localhost.example.org:9092, PLAINTEXT, localhost.example.org:9092",
    "127.0.0.1.example.org:9092, PLAINTEXT, 127.0.0.1.example.org:9092",
    "0.0.0.0:9092, PLAINTEXT, 0.0.0.0:9092",
    "[2001:db8::1]:9092, PLAINTEXT, [2001:db8::1]:9092"
  })
  void refusesAKafkaOfAnotherMachineInClear(String brokers, String protocol, String named) {
    Map<String, String> values = new HashMap<>(Map.of(BROKERS, brokers));
    if (protocol != null) {
      values.put(PROTOCOL, protocol);
    }
    assertThat(Finding.errors(findings(values)))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.where()).isEqualTo(protocol == null ? "" : "here");
              assertThat(error.key()).isEqualTo("northpost.kafka.properties");
              assertThat(error.got()).endsWith(" to " + named + ", which sends all of it in clear");
              assertThat(error.expected())
                  .isEqualTo("security.protocol SSL or SASL_SSL, or " + ALLOW + ": true");
            });
    values.put(ALLOW, "true");
    assertThat(findings(values)).extracting(Finding::level).containsOnly(Finding.Level.WARNING);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:9092, PLAINTEXT",
    "'127.0.0.1:9092,127.9.9.9:1,[::1]:9092', PLAINTEXT",
    "host-1:9092, SSL",
    "host-1:9092, ssl",
    "host-1:9092, SASL_SSL"
  })
  void takesLoopbackInClearAndOthersEncrypted(String brokers, String protocol) {
    assertThat(findings(Map.of(BROKERS, brokers, PROTOCOL, protocol))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://host-1:9200, http://host-1:9200",
    "http://10.0.0.1:9200, http://10.0.0.1:9200",
    "https://host-1:9200;http://host-2:9200;http://localhost:9200, http://host-2:9200"
  })
  void refusesAnElasticsearchOfAnotherMachineInClear(String urls, String named) {
    Map<String, String> values = new HashMap<>(Map.of(BROKERS, "localhost:9092", URLS, urls));
    assertThat(findings(values))
        .singleElement()
        .extracting(Finding::text)
        .isEqualTo(
            "here: "
                + URLS
                + ": got "
                + named
                + ", which sends all of it in clear, expected https, or "
                + ALLOW
                + ": true");
    values.put(ALLOW, "true");
    List<Finding> allowed = new ArrayList<>(findings(values));
    assertThat(allowed).singleElement().extracting(Finding::level).isEqualTo(Finding.Level.WARNING);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:9200;http://127.0.0.1:9200;http://[::1]:9200",
    "https://host-1:9200;https://10.0.0.1:9200"
  })
  void takesAnElasticsearchOnLoopbackOrEncrypted(String urls) {
    assertThat(findings(Map.of(BROKERS, "localhost:9092", URLS, urls))).isEmpty();
  }
}
