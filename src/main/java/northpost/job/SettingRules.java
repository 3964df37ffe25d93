package northpost.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import northpost.settings.Finding;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** What the values of several settings must be to each other. */
final class SettingRules {
  private static final List<ConfigOption<String>> TOPICS =
      List.of(
          NorthpostOptions.REFERENCES_TOPIC,
          NorthpostOptions.POLICIES_TOPIC,
          NorthpostOptions.ADJUDICATIONS_TOPIC,
          NorthpostOptions.DECISIONS_TOPIC,
          NorthpostOptions.DEAD_LETTERS_TOPIC);

  private final Configuration config;
  private final Function<ConfigOption<?>, String> where;
  private final List<Finding> findings = new ArrayList<>();

  private SettingRules(Configuration config, Function<ConfigOption<?>, String> where) {
    this.config = config;
    this.where = where;
  }

  /**
   * What is wrong.
   *
   * @param config values that are right each by itself
   * @param where where the value of a setting comes from
   */
  static List<Finding> check(Configuration config, Function<ConfigOption<?>, String> where) {
    SettingRules rules = new SettingRules(config, where);
    rules.quality();
    rules.times();
    rules.topics();
    rules.elasticsearch();
    rules.kafka();
    return rules.findings;
  }

  private void quality() {
    double darkest = config.get(NorthpostOptions.MINIMUM_EXPOSURE);
    double brightest = config.get(NorthpostOptions.MAXIMUM_EXPOSURE);
    if (darkest > brightest) {
      error(
          NorthpostOptions.MINIMUM_EXPOSURE,
          darkest,
          "at most " + NorthpostOptions.MAXIMUM_EXPOSURE.key() + ", " + brightest);
    }
  }

  private void times() {
    Duration budget = config.get(NorthpostOptions.TIME_BUDGET);
    if (!budget.isZero() && config.get(NorthpostOptions.MATCH_WAIT).compareTo(budget) >= 0) {
      error(
          NorthpostOptions.MATCH_WAIT,
          config.get(NorthpostOptions.MATCH_WAIT).toMillis() + " ms",
          "less than " + NorthpostOptions.TIME_BUDGET.key() + ", " + budget.toMillis() + " ms");
    }
  }

  private void topics() {
    Pattern captures = Pattern.compile(config.get(NorthpostOptions.CAPTURES_PATTERN));
    Map<String, ConfigOption<?>> taken = new HashMap<>();
    for (ConfigOption<String> option : TOPICS) {
      String topic = config.get(option);
      ConfigOption<?> other = taken.putIfAbsent(topic, option);
      if (other != null) {
        error(option, topic, "another topic than " + other.key());
      } else if (captures.matcher(topic).matches()) {
        error(
            NorthpostOptions.CAPTURES_PATTERN,
            captures.pattern(),
            "a pattern that does not match " + topic + ", the topic of " + option.key());
      }
    }
  }

  private void elasticsearch() {
    List<String> urls = config.getOptional(NorthpostOptions.ELASTICSEARCH_URLS).orElse(List.of());
    String username = config.get(NorthpostOptions.ELASTICSEARCH_USERNAME);
    String passwordFile = config.get(NorthpostOptions.ELASTICSEARCH_PASSWORD_FILE);
    String apiKeyFile = config.get(NorthpostOptions.ELASTICSEARCH_API_KEY_FILE);
    String caFile = config.get(NorthpostOptions.ELASTICSEARCH_CA_FILE);
    together(NorthpostOptions.ELASTICSEARCH_USERNAME, NorthpostOptions.ELASTICSEARCH_PASSWORD_FILE);
    together(NorthpostOptions.ELASTICSEARCH_PASSWORD_FILE, NorthpostOptions.ELASTICSEARCH_USERNAME);
    if (urls.isEmpty()) {
      if (username != null || passwordFile != null || apiKeyFile != null || caFile != null) {
        error(
            NorthpostOptions.ELASTICSEARCH_URLS,
            "nothing",
            "the nodes that the credentials or" + " certificates are for");
      }
      return;
    }
    boolean secure = urls.stream().allMatch(url -> url.startsWith("https:"));
    if (caFile != null && !secure) {
      error(
          NorthpostOptions.ELASTICSEARCH_URLS,
          String.join(";", urls),
          "https only, as " + NorthpostOptions.ELASTICSEARCH_CA_FILE.key() + " is set");
    }
    if (apiKeyFile != null && username != null) {
      warning(
          NorthpostOptions.ELASTICSEARCH_USERNAME,
          username,
          "nothing: " + NorthpostOptions.ELASTICSEARCH_API_KEY_FILE.key() + " goes before it");
    }
  }

  private void kafka() {
    Map<String, String> properties = config.get(NorthpostOptions.KAFKA_PROPERTIES);
    String protocol = KafkaProperties.protocol(properties);
    property(properties, "ssl.", protocol.endsWith("SSL"), "security.protocol SSL or SASL_SSL");
    property(
        properties,
        "sasl.",
        protocol.startsWith("SASL_"),
        "security.protocol SASL_SSL or" + " SASL_PLAINTEXT");
    KafkaProperties.unresolved(properties)
        .forEach(
            name ->
                error(
                    NorthpostOptions.KAFKA_PROPERTIES,
                    KafkaProperties.reference(name),
                    KafkaProperties.provider(name)));
  }

  private void property(
      Map<String, String> properties, String family, boolean fits, String expected) {
    if (!fits) {
      properties.keySet().stream()
          .filter(name -> name.startsWith(family))
          .sorted()
          .findFirst()
          .ifPresent(
              name ->
                  error(
                      NorthpostOptions.KAFKA_PROPERTIES,
                      name + " without encryption or authentication that uses it",
                      expected));
    }
  }

  private void together(ConfigOption<?> one, ConfigOption<?> other) {
    if (config.getOptional(one).isPresent() && config.getOptional(other).isEmpty()) {
      error(other, "nothing", "a value, as " + one.key() + " is set");
    }
  }

  private void error(ConfigOption<?> option, Object got, String expected) {
    findings.add(Finding.error(where.apply(option), option.key(), got.toString(), expected));
  }

  private void warning(ConfigOption<?> option, Object got, String expected) {
    findings.add(Finding.warning(where.apply(option), option.key(), got.toString(), expected));
  }
}
