package northpost.tool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The job on a cluster of processes: {@code cluster compare}. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "Runs the job on a Flink cluster of processes on this machine.",
    subcommands = {ClusterCompare.class},
    synopsisSubcommandLabel = "COMMAND")
final class ClusterCommand implements Runnable {
  @Spec CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command: compare.");
  }
}
