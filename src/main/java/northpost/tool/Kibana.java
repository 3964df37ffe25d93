package northpost.tool;

import picocli.CommandLine.Command;

/** Groups what concerns the dashboards. */
@Command(
    name = "kibana",
    description = "Builds, checks, verifies and installs data views, dashboards and alert rules.",
    mixinStandardHelpOptions = true,
    subcommands = {KibanaBuild.class, KibanaCheck.class, KibanaVerify.class, KibanaInstall.class},
    synopsisSubcommandLabel = "COMMAND")
final class Kibana {}
