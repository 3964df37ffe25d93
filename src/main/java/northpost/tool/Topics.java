package northpost.tool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The topics on a broker: {@code topics create}, {@code verify}. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Creates and checks the Kafka topics that the job reads and writes.",
    subcommands = {TopicsCreate.class, TopicsVerify.class},
    synopsisSubcommandLabel = "COMMAND")
final class Topics implements Runnable {
  @Spec CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command: create, verify.");
  }
}
