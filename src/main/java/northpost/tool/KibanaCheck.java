package northpost.tool;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import northpost.dashboard.KibanaFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares the folder with what build would make of it. */
@Command(
    name = "check",
    description = "Says which files build would change, and where they differ; 1 if any.",
    mixinStandardHelpOptions = true)
final class KibanaCheck implements Callable<Integer> {
  @Mixin private KibanaFolder folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      List<String> different = new KibanaFiles(folder.path()).check();
      different.forEach(spec.commandLine().getOut()::println);
      return different.isEmpty() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().println("kibana check: " + e.getMessage());
      return 1;
    }
  }
}
