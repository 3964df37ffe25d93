package northpost.job;

import java.util.List;
import java.util.Map;
import northpost.settings.Finding;
import northpost.settings.Sources;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks Northpost's part of a configuration before anything is started. */
public final class Configurations {
  private static final Logger LOG = LoggerFactory.getLogger(Configurations.class);

  private Configurations() {}

  /**
   * Checks that every {@code northpost.*} key is known, its value of the right type, unit and
   * range, and that the values fit each other.
   *
   * @throws IllegalArgumentException naming every fault: the key, what was got, what was expected
   */
  public static void check(Configuration config) {
    ConfigurationCheck.require(ConfigurationCheck.values(sources(config)));
  }

  /**
   * The same, and that a live job has all it needs, files included.
   *
   * @throws IllegalArgumentException naming every fault
   */
  public static void checkLive(Configuration config) {
    live(sources(config), ConfigurationCheck.ANY_PARALLELISM, "");
  }

  /**
   * The configuration of a live job, of all its sources.
   *
   * @throws IllegalArgumentException naming every fault, and where the value comes from
   */
  static Configuration live(Sources sources, int parallelism, String parallelismFrom) {
    return accept(sources, findings(sources, parallelism, parallelismFrom));
  }

  /**
   * The configuration of a live job on a cluster, which must have what the job needs of Flink too.
   *
   * @param cluster Flink's settings
   * @throws IllegalArgumentException naming every fault, and where the value comes from
   */
  static Configuration onCluster(Sources sources, Map<String, String> cluster, int parallelism) {
    List<Finding> findings =
        findings(sources, parallelism, NorthpostJob.FLINKS + " or flink run -p");
    findings.addAll(
        ConfigurationCheck.cluster(cluster, NorthpostJob.FLINKS, sources.configuration()));
    return accept(sources, findings);
  }

  private static List<Finding> findings(Sources sources, int parallelism, String parallelismFrom) {
    boolean files = sources.configuration().get(NorthpostOptions.FILES_ON_SUBMISSION);
    return ConfigurationCheck.live(sources, files, parallelism, parallelismFrom);
  }

  private static Configuration accept(Sources sources, List<Finding> findings) {
    ConfigurationCheck.require(findings);
    findings.forEach(warning -> LOG.warn("configuration: {}", warning.text()));
    return sources.configuration();
  }

  /** The values of a configuration; nobody knows any more where they come from. */
  private static Sources sources(Configuration config) {
    return ConfigurationCheck.sources().each("", config.toMap());
  }

  /** Flink's settings of a configuration, and Northpost's of the sources. */
  static Configuration merge(Map<String, String> cluster, Configuration northpost) {
    Configuration all = new Configuration();
    cluster.forEach(
        (key, value) -> {
          if (!key.startsWith(NorthpostOptions.PREFIX)) {
            all.setString(key, value);
          }
        });
    all.addAll(northpost);
    return all;
  }

  /** The value of an option that has no default. */
  public static <T> T required(ReadableConfig config, ConfigOption<T> option) {
    return config
        .getOptional(option)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    option.key()
                        + ": got nothing, expected a value: "
                        + new HtmlFormatter().format(option.description())));
  }
}
