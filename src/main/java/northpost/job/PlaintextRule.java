package northpost.job;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.settings.Finding;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Photos, decisions and credentials leave this machine encrypted, or somebody has said why not. */
final class PlaintextRule {
  private PlaintextRule() {}

  /**
   * What is sent in clear: wrong, or only to be thought of where it is allowed.
   *
   * @param where where the value of a setting comes from
   */
  static List<Finding> check(Configuration config, Function<ConfigOption<?>, String> where) {
    boolean allowed = config.get(NorthpostOptions.ALLOW_PLAINTEXT);
    return Stream.of(kafka(config, where), elasticsearch(config, where))
        .flatMap(Optional::stream)
        .map(each -> allowed ? asWarning(each) : each)
        .toList();
  }

  private static Optional<Finding> kafka(
      Configuration config, Function<ConfigOption<?>, String> where) {
    String protocol = KafkaProperties.protocol(config.get(NorthpostOptions.KAFKA_PROPERTIES));
    if (protocol.endsWith("SSL")) {
      return Optional.empty();
    }
    String others =
        Arrays.stream(config.get(NorthpostOptions.BOOTSTRAP_SERVERS, "").split(","))
            .filter(address -> !address.isEmpty())
            .filter(address -> !isLoopback(address.substring(0, address.lastIndexOf(':'))))
            .collect(Collectors.joining(","));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            finding(
                where,
                NorthpostOptions.KAFKA_PROPERTIES,
                "security.protocol " + protocol + " to " + others,
                "security.protocol SSL or SASL_SSL"));
  }

  private static Optional<Finding> elasticsearch(
      Configuration config, Function<ConfigOption<?>, String> where) {
    String others =
        config.getOptional(NorthpostOptions.ELASTICSEARCH_URLS).orElse(List.of()).stream()
            .filter(url -> !url.startsWith("https:"))
            .filter(url -> !isLoopback(URI.create(url).getHost()))
            .collect(Collectors.joining(";"));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(finding(where, NorthpostOptions.ELASTICSEARCH_URLS, others, "https"));
  }

  private static Finding finding(
      Function<ConfigOption<?>, String> where, ConfigOption<?> option, String got, String safe) {
    return Finding.error(
        where.apply(option),
        option.key(),
        got + ", which sends all of it in clear",
        safe + ", or " + NorthpostOptions.ALLOW_PLAINTEXT.key() + ": true");
  }

  private static Finding asWarning(Finding error) {
    return Finding.warning(error.where(), error.key(), error.got(), error.expected());
  }

  /** No name is looked up: what it stands for today may be another machine tomorrow. */
  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    boolean literal = host.matches("[0-9]+(\\.[0-9]+){3}|\\[.*]");
    try {
      return literal && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
