package northpost.tool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The networks: {@code models convert}. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Make the networks in models/ again from their origin.",
    subcommands = {ConvertModels.class})
final class Models implements Runnable {
  @Spec CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command: convert.");
  }
}
