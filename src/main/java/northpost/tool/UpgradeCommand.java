package northpost.tool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Going from one version of the job to another: {@code upgrade rehearse}. */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    description = "Rehearses going from one version of the job to another.",
    subcommands = {UpgradeRehearse.class},
    synopsisSubcommandLabel = "COMMAND")
final class UpgradeCommand implements Runnable {
  @Spec CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command: rehearse.");
  }
}
