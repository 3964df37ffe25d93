package northpost.tool;

import java.util.concurrent.Callable;
import northpost.job.ConfigurationTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON schema of a file of settings. */
@Command(
    name = "schema",
    description = "Prints conf/northpost.schema.json, as it is made of the code.",
    mixinStandardHelpOptions = true)
final class ConfigSchema implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ConfigurationTexts.schema());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
