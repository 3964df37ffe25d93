package northpost.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import northpost.settings.Finding;
import northpost.settings.Given;
import northpost.settings.SettingsFile;
import northpost.settings.Sources;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

/** All that can be found wrong with a configuration before anything is started. */
public final class ConfigurationCheck {
  /** A parallelism that is not known yet, or need not be held against the shards. */
  public static final int ANY_PARALLELISM = 0;

  /** Environment variables that begin as those of settings do and are none. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of(
          "NORTHPOST_JAVA_OPTS",
          "NORTHPOST_ELASTICSEARCH_PASSWORD",
          "NORTHPOST_FACES",
          "NORTHPOST_JDK");

  private ConfigurationCheck() {}

  /** Sources of Northpost's settings, none yet. */
  public static Sources sources() {
    return new Sources(NorthpostOptions.settings());
  }

  /** The sources, and the environment of this process after them. */
  public static Sources withEnvironment(Sources sources, Map<String, String> variables) {
    return sources.environment(variables, OTHER_VARIABLES);
  }

  /** Each value by itself, and what values must be to each other. */
  public static List<Finding> values(Sources sources) {
    List<Finding> findings = new ArrayList<>(sources.findings());
    add(SettingRules.check(sources.configuration(), sources::where), findings);
    return findings;
  }

  /** Adds what is found of keys of which nothing is wrong yet: one fault must not look like two. */
  private static void add(List<Finding> more, List<Finding> findings) {
    Set<String> wrong = new HashSet<>();
    findings.stream().filter(Finding::isError).forEach(each -> wrong.add(each.key()));
    more.stream().filter(each -> !wrong.contains(each.key())).forEach(findings::add);
  }

  /**
   * The same, and what a job that answers captures as they come needs.
   *
   * @param files whether the files that the settings name are looked for
   * @param parallelism held against the shards
   * @param parallelismFrom where it comes from
   */
  public static List<Finding> live(
      Sources sources, boolean files, int parallelism, String parallelismFrom) {
    List<Finding> findings = new ArrayList<>(values(sources));
    Configuration config = sources.configuration();
    List<Finding> more = new ArrayList<>(sources.missing());
    more.addAll(liveFindings(config, sources::where));
    more.addAll(PlaintextRule.check(config, sources::where));
    ShardShares.check(config, parallelism, parallelismFrom, CoreOptions.DEFAULT_PARALLELISM.key())
        .ifPresent(more::add);
    if (files) {
      more.addAll(SettingFiles.check(config, sources::where));
    }
    add(more, findings);
    return findings;
  }

  private static List<Finding> liveFindings(
      Configuration config, Function<ConfigOption<?>, String> where) {
    return config.get(NorthpostOptions.GIVEN_FACES)
        ? List.of(
            Finding.error(
                where.apply(NorthpostOptions.GIVEN_FACES),
                NorthpostOptions.GIVEN_FACES.key(),
                "true",
                "false: a live job makes every template from its photo"))
        : List.of();
  }

  /**
   * What Northpost needs of Flink's settings, in Flink's own file.
   *
   * @param northpost Northpost's settings, of all their sources
   */
  public static List<Finding> cluster(SettingsFile file, String name, Configuration northpost) {
    Map<String, String> values = new HashMap<>();
    Map<String, String> where = new HashMap<>();
    for (Given given : file.given()) {
      if (given.text() != null) {
        values.put(given.key(), given.text());
        where.put(given.key(), given.where());
      }
    }
    return cluster(Configuration.fromMap(values), northpost, where, name);
  }

  /** The same of the settings that Flink has read. */
  static List<Finding> cluster(Map<String, String> values, String from, Configuration northpost) {
    return cluster(Configuration.fromMap(values), northpost, Map.of(), from);
  }

  private static List<Finding> cluster(
      Configuration flinks, Configuration northpost, Map<String, String> where, String source) {
    List<Finding> findings = new ArrayList<>(ClusterRules.check(flinks, where, source));
    HeapRule.check(flinks, northpost, where, source).ifPresent(findings::add);
    TransactionRule.check(flinks, northpost, where, source).ifPresent(findings::add);
    return findings;
  }

  /**
   * Ends the start where something is wrong.
   *
   * @throws IllegalArgumentException naming every fault: where, key, what was got and expected
   */
  public static void require(List<Finding> findings) {
    List<Finding> errors = Finding.errors(findings);
    if (errors.isEmpty()) {
      return;
    }
    List<String> lines = errors.stream().map(Finding::text).toList();
    throw new IllegalArgumentException(
        lines.size() == 1
            ? "configuration: " + lines.get(0)
            : "configuration: " + lines.size() + " faults\n  " + String.join("\n  ", lines));
  }
}
