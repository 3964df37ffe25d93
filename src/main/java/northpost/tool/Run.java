package northpost.tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import northpost.job.ConfigurationCheck;
import northpost.job.NorthpostOptions;
import northpost.replay.Replay;
import northpost.replay.ReplaySummary;
import northpost.settings.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: the same topology, bounded: files in, files out. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Decide the captures of a file against the references of a file.",
      "Writes decisions.ndjson, funnel.ndjson, latency.ndjson, anomalies.ndjson,"
          + " error-rates.ndjson, outcomes.ndjson and rejected.ndjson."
    })
final class Run implements Callable<Integer> {
  @Option(
      names = "--references",
      required = true,
      paramLabel = "FILE",
      description = "References, NDJSON or Avro (.avro).")
  Path references;

  @Option(
      names = "--captures",
      required = true,
      paramLabel = "FILE",
      description = "Captures, NDJSON or Avro (.avro).")
  Path captures;

  @Option(
      names = "--policies",
      paramLabel = "FILE",
      description =
          "Policies, NDJSON. Without it, policies.ndjson beside the captures is used if it is"
              + " there.")
  Path policies;

  @Option(
      names = "--adjudications",
      paramLabel = "FILE",
      description = "What officers found, NDJSON. Without it nobody answered.")
  Path adjudications;

  @Option(
      names = "--encounters",
      description = "Write encounters.ndjson too, a line for each traveller.")
  boolean encounters;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the results; it is made, and results of an earlier run replaced.")
  Path output;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Default: the processors of this machine. The decisions are the same.")
  int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Northpost's settings, YAML (docs/configuration.md).")
  Path config;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting, e.g. -Dnorthpost.policy.margin=0.03; goes before --config.")
  Map<String, String> settings = new HashMap<>();

  @Option(names = "--json", description = "Print the summary as JSON.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (parallelism < 1) {
      throw new ParameterException(
          spec.commandLine(), "--parallelism: got " + parallelism + ", expected 1 or more");
    }
    Map<String, String> all = settings();
    Path rules = policies != null ? policies : besideCaptures();
    Replay replay =
        new Replay(
            captures, references, rules, adjudications, output, encounters, parallelism, all);
    ReplaySummary summary = replay.run(new Progress(spec.commandLine().getErr()));
    spec.commandLine().getOut().println(json ? summary.toJson() : summary.toText());
    return 0;
  }

  /** Flink's settings, and Northpost's of all sources. */
  private Map<String, String> settings() {
    Sources sources = ConfigurationCheck.sources();
    if (config != null) {
      sources.file(config);
    }
    ConfigurationCheck.withEnvironment(sources, System.getenv()).each("-D", settings);
    try {
      ConfigurationCheck.require(ConfigurationCheck.values(sources));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    Map<String, String> all = new HashMap<>(settings);
    all.keySet().removeIf(key -> key.startsWith(NorthpostOptions.PREFIX));
    all.putAll(sources.configuration().toMap());
    return all;
  }

  private Path besideCaptures() {
    Path beside = captures.toAbsolutePath().resolveSibling("policies.ndjson");
    if (!Files.isRegularFile(beside)) {
      return null;
    }
    spec.commandLine().getErr().println("Policies: " + beside);
    return beside;
  }
}
