package northpost.tool;

import java.util.concurrent.Callable;
import northpost.cluster.ClusterFolders;
import northpost.cluster.UpgradeRehearsal;
import northpost.cluster.UpgradeReport;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code upgrade rehearse}: what an upgrade and the way back do to captures that come meanwhile.
 */
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description = {
      "Start a Flink cluster of processes on this machine, from what the image is made of, with a"
          + " real Kafka, a real Elasticsearch and ZooKeeper; send rendered travellers, two a"
          + " second, and meanwhile stop the job with a savepoint, start from it a next version in"
          + " which every type of state has a field more, and then go back the same way.",
      "Afterwards every capture must have exactly one committed decision, decisions and documents"
          + " must be those of a run without an upgrade, and the gallery must have come from the"
          + " savepoint. Prints how long nothing was decided.",
      "Exit code 1 when a promise is broken. Takes some minutes, and about 6 GB of memory."
    })
final class UpgradeRehearse implements Callable<Integer> {
  @Option(
      names = "--captures",
      paramLabel = "N",
      defaultValue = "240",
      description =
          "Captures to be decided, a third each before, between and after. Default:"
              + " ${DEFAULT-VALUE}.")
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
    if (captures < UpgradeRehearsal.LEAST_CAPTURES || captures % UpgradeRehearsal.PARTS != 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--captures: got "
              + captures
              + ", expected a multiple of "
              + UpgradeRehearsal.PARTS
              + " from "
              + UpgradeRehearsal.LEAST_CAPTURES
              + " on");
    }
    ClusterFolders folders = ClusterWork.folders("upgrade");
    FileUtils.deleteDirectory(folders.work().toFile());
    UpgradeReport report =
        new UpgradeRehearsal(folders, ClusterWork.sources(), captures, seed)
            .run(ClusterWork::travellers, new Progress(spec.commandLine().getErr()));
    report.details().forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getOut().println(json ? report.toJson() : report.toText());
    return report.kept() ? 0 : 1;
  }
}
