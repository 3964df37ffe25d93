package northpost.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import northpost.dashboard.KibanaFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the file that Kibana imports. */
@Command(
    name = "build",
    description = {
      "Puts the files of the source in their normal form and makes northpost.ndjson of them, which"
          + " Kibana imports.",
      "Running it again changes nothing."
    },
    mixinStandardHelpOptions = true)
final class KibanaBuild implements Callable<Integer> {
  @Mixin private KibanaFolder folder;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "An export of Kibana (NDJSON), to take its dashboards and data views into the source"
              + " first.")
  private Path from;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    KibanaFiles files = new KibanaFiles(folder.path());
    try {
      List<String> changed = from == null ? files.build() : files.build(from);
      changed.forEach(file -> spec.commandLine().getOut().println("changed   " + file));
      if (changed.isEmpty()) {
        spec.commandLine().getOut().println("unchanged " + folder.path());
      }
      return 0;
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().println("kibana build: " + e.getMessage());
      return 1;
    }
  }
}
