package northpost.tool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The launcher: one command with subcommands. */
@Command(
    name = "northpost",
    mixinStandardHelpOptions = true,
    version = "northpost 0.1.0",
    description = "Facial comparison at land ports of entry, as one stream job.",
    subcommands = {
      Demo.class,
      Console.class,
      Job.class,
      Run.class,
      Simulate.class,
      ScoreCommand.class,
      Evaluate.class,
      Bench.class,
      ChaosCommand.class,
      ClusterCommand.class,
      UpgradeCommand.class,
      Gallery.class,
      ElasticsearchCommand.class,
      Kibana.class,
      Topics.class,
      ConfigCommand.class,
      Models.class,
      CommandLine.HelpCommand.class
    })
public final class Northpost implements Runnable {
  @Spec CommandLine.Model.CommandSpec spec;

  public static void main(String[] args) {
    int exitCode = CommandLine.ExitCode.SOFTWARE;
    try {
      exitCode = commandLine().execute(args);
    } finally {
      // Also after an Error: threads of an embedded server must not keep a failed command alive.
      System.exit(exitCode);
    }
  }

  /**
   * The command line with its exit codes: 0 done, 1 failed, 2 wrong usage. A failure is told in one
   * line; its stack trace is in the log.
   */
  static CommandLine commandLine() {
    return new CommandLine(new Northpost())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new FailureReport());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command.");
  }
}
