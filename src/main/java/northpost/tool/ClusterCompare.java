package northpost.tool;

import java.util.concurrent.Callable;
import northpost.cluster.ClusterFolders;
import northpost.cluster.ModesComparison;
import northpost.cluster.ModesReport;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cluster compare}: whether the ways to run the job come to the same. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Send the same captures through ./northpost run, through the job jar on a session cluster"
          + " (flink run), and in application mode, and compare all decisions, and all documents of"
          + " the two clusters.",
      "Exit code 1 when they differ."
    })
final class ClusterCompare implements Callable<Integer> {
  @Option(
      names = "--captures",
      paramLabel = "N",
      defaultValue = "200",
      description = "Captures to be decided. Default: ${DEFAULT-VALUE}.")
  int captures;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Fixes who travels. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (captures < 1) {
      throw new ParameterException(
          spec.commandLine(), "--captures: got " + captures + ", expected 1 or more");
    }
    ClusterFolders folders = ClusterWork.folders("cluster");
    FileUtils.deleteDirectory(folders.work().toFile());
    ModesReport report =
        new ModesComparison(folders, captures, seed)
            .run(ClusterWork::travellers, new Progress(spec.commandLine().getErr()));
    spec.commandLine().getOut().println(json ? report.toJson() : report.toText());
    return report.same() ? 0 : 1;
  }
}
