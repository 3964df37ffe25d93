package northpost.tool;

import picocli.CommandLine.Command;

/** Groups what concerns the Elasticsearch cluster. */
@Command(
    name = "elasticsearch",
    description = "Installs and checks index templates, lifecycle policies and roles.",
    mixinStandardHelpOptions = true,
    subcommands = {ElasticsearchInstall.class, ElasticsearchVerify.class},
    synopsisSubcommandLabel = "COMMAND")
public final class ElasticsearchCommand {}
