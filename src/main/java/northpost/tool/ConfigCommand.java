package northpost.tool;

import picocli.CommandLine.Command;

/** Groups what concerns the configuration. */
@Command(
    name = "config",
    description = "Checks and shows the configuration of the job, and documents it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ConfigCheck.class,
      ConfigShow.class,
      ConfigDocs.class,
      ConfigSchema.class,
      ConfigExample.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {}
