package northpost.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.job.ConfigurationCheck;
import northpost.settings.Finding;
import northpost.settings.Given;
import northpost.settings.SettingsFile;
import northpost.settings.Sources;
import org.apache.flink.configuration.CoreOptions;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where the values of a configuration are to be taken from, the weakest first. */
final class ConfigSources {
  @Option(
      names = "--flink-conf",
      paramLabel = "FILE",
      description =
          "Flink's config.yaml: its northpost.* keys are the weakest source, and what Northpost"
              + " needs of Flink's own keys is checked.")
  Path flinkConf;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A YAML file of settings, such as conf/northpost.yaml.")
  Path file;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "A setting that goes before environment and file; -Dparallelism.default=N is held against"
              + " the shards.")
  Map<String, String> settings = new HashMap<>();

  @Option(
      names = "--no-files",
      description = "Do not look whether the files that the settings name are on this machine.")
  boolean noFiles;

  private Sources sources;
  private SettingsFile flinks;
  private Given parallelism;

  /** All sources, read once. */
  Sources sources() {
    if (sources == null) {
      sources = ConfigurationCheck.sources();
      if (flinkConf != null) {
        SettingsFile read = SettingsFile.read(flinkConf);
        flinks = read;
        sources.part(read);
        parallelism =
            read.given().stream()
                .filter(each -> each.key().equals(CoreOptions.DEFAULT_PARALLELISM.key()))
                .findFirst()
                .orElse(null);
      }
      if (file != null) {
        sources.file(file);
      }
      ConfigurationCheck.withEnvironment(sources, System.getenv()).each("-D", settings);
    }
    return sources;
  }

  /** All that is wrong. */
  List<Finding> findings() {
    Sources all = sources();
    String key = CoreOptions.DEFAULT_PARALLELISM.key();
    String given = settings.getOrDefault(key, parallelism == null ? null : parallelism.text());
    String where =
        settings.containsKey(key) ? "-D" : parallelism == null ? "" : parallelism.where();
    List<Finding> findings = new ArrayList<>();
    int subtasks = ConfigurationCheck.ANY_PARALLELISM;
    if (given != null && given.matches("[1-9][0-9]{0,5}")) {
      subtasks = Integer.parseInt(given);
    } else if (given != null) {
      findings.add(Finding.error(where, key, given, "a whole number, 1 or more"));
    }
    findings.addAll(0, ConfigurationCheck.live(all, !noFiles, subtasks, where));
    if (flinks != null) {
      findings.addAll(
          ConfigurationCheck.cluster(flinks, flinkConf.toString(), all.configuration()));
    }
    return findings;
  }
}
