package northpost.tool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The gallery in savepoints: {@code gallery bootstrap}, {@code inspect}, {@code reshard}. */
@Command(
    name = "gallery",
    mixinStandardHelpOptions = true,
    description = "Write, count and split anew the gallery in savepoints, while no job runs.",
    subcommands = {
      GalleryBootstrapCommand.class,
      GalleryInspect.class,
      GalleryReshardCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class Gallery implements Runnable {
  @Spec CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Expected a command: bootstrap, inspect, reshard.");
  }
}
