package northpost.tool;

import java.util.Locale;
import java.util.concurrent.Callable;
import northpost.bench.KillBenchmark;
import northpost.bench.KillReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends Elasticsearch by force again and again while documents come. */
@Command(
    name = "kills",
    mixinStandardHelpOptions = true,
    description = {
      "Ends an embedded Elasticsearch by its process id again and again while documents come, and"
          + " compares all that it has in the end with what a server has that was left alone; 1"
          + " where they differ.",
      "Writes kills.json and kills.txt."
    })
public final class BenchKills implements Callable<Integer> {
  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "How often (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description =
          "How long documents come; longer where the kills, each after the server is up again and"
              + " has taken something, are not done (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "400",
      description = "Documents a second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Mixin private BenchOutput output;

  @Override
  public Integer call() throws Exception {
    output.requireAtLeast("--kills", kills, 1);
    output.require("--seconds", seconds, seconds > 0, "more than 0");
    output.require("--rate", rate, rate > 0, "more than 0");
    KillReport report =
        new KillBenchmark(
                ProjectHome.resolve("target/servers"), output.directory(), output.progress())
            .run(kills, seconds, rate);
    output.report(report, table(report));
    return report.same() && report.failedCheckpoints() == 0 ? 0 : 1;
  }

  private static String table(KillReport r) {
    return String.format(
        Locale.ROOT,
        """
        %d kills in %.0f s of %.0f documents a second
        documents sent        %d
        requests sent again   %d
        checkpoints           %d, failed %d
        stored                %d, of a server left alone %d
        SHA-256 of all        %s
        of a server left alone %s
        %s
        """,
        r.kills(),
        r.trafficSeconds(),
        r.rate(),
        r.documents(),
        r.bulkRetries(),
        r.checkpoints(),
        r.failedCheckpoints(),
        r.stored(),
        r.undisturbedStored(),
        r.sha256(),
        r.undisturbedSha256(),
        r.same() ? "the same: nothing lost, nothing doubled" : "NOT the same");
  }
}
