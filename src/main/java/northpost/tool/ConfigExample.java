package northpost.tool;

import java.util.concurrent.Callable;
import northpost.job.ConfigurationTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a file with every setting. */
@Command(
    name = "example",
    description = "Prints conf/northpost.yaml: every setting at its default.",
    mixinStandardHelpOptions = true)
final class ConfigExample implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ConfigurationTexts.example());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
