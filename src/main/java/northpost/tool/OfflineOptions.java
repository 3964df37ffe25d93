package northpost.tool;

import java.util.HashMap;
import java.util.Map;
import northpost.gallery.Shards;
import northpost.job.Configurations;
import northpost.job.NorthpostOptions;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the commands on savepoints have in common. */
final class OfflineOptions {
  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Default: the processors of this machine. The result is the same.")
  int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting, e.g. -Dtaskmanager.memory.managed.size=1g.")
  Map<String, String> settings = new HashMap<>();

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  void check(CommandSpec spec) {
    if (parallelism < 1) {
      throw new ParameterException(
          spec.commandLine(), "--parallelism: got " + parallelism + ", expected 1 or more");
    }
    try {
      Configurations.check(configuration());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "-D: " + e.getMessage(), e);
    }
  }

  /** The settings, with the networks of this project where none are named. */
  Configuration configuration() {
    Map<String, String> all = new HashMap<>();
    all.put(NorthpostOptions.MODELS_DIRECTORY.key(), ProjectHome.resolve("models").toString());
    all.putAll(settings);
    return Configuration.fromMap(all);
  }

  static int shards(CommandSpec spec, int shards) {
    try {
      return new Shards(shards).count();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--shards: " + e.getMessage(), e);
    }
  }
}
