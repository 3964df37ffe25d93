package northpost.tool;

import java.util.concurrent.Callable;
import northpost.job.ConfigurationTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the document of all settings. */
@Command(
    name = "docs",
    description = "Prints docs/configuration.md, as it is made of the code.",
    mixinStandardHelpOptions = true)
final class ConfigDocs implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ConfigurationTexts.document());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
