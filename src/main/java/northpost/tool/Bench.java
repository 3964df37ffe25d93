package northpost.tool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures speed, and how well anomalies are found. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures how fast parts of Northpost are, and how well anomalies are found.",
    subcommands = {
      BenchSearch.class,
      BenchJob.class,
      BenchGallery.class,
      BenchReplay.class,
      BenchDetectors.class,
      BenchScenarios.class,
      BenchElasticsearch.class,
      BenchKills.class,
      BenchOutage.class
    })
public final class Bench implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command.");
  }
}
