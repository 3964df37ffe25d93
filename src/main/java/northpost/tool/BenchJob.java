package northpost.tool;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import northpost.bench.JobBenchmark;
import northpost.bench.JobReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the job from routing to decision against a bare loop. */
@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the stages of the job from routing to decision, on an embedded Flink with RocksDB"
          + " and with templates given, against the same stages in a loop without Flink; every"
          + " decision of the two is compared. Then the ports' real shares against equal ones, and"
          + " latency with and without checkpoints.",
      "Writes job.json and job.txt."
    })
public final class BenchJob implements Callable<Integer> {
  private static final List<Integer> QUICK_REFERENCES = List.of(2000);
  private static final List<Integer> ALL_REFERENCES = List.of(10_000, 100_000);

  @Option(
      names = "--references",
      split = ",",
      paramLabel = "N",
      description = "Sizes of the gallery (default: 10000,100000; 2000 with --quick).")
  private List<Integer> references;

  @Option(
      names = "--dimension",
      paramLabel = "N",
      defaultValue = "128",
      description = "Length of the templates (default: ${DEFAULT-VALUE}).")
  private int dimension;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds whose medians are taken (default: 7; 3 with --quick).")
  private Integer rounds;

  @Option(
      names = "--round-seconds",
      paramLabel = "S",
      description = "How long a round lasts, about (default: 2; 0.3 with --quick).")
  private Double roundSeconds;

  @Option(
      names = "--load",
      paramLabel = "SHARE",
      defaultValue = "0.4",
      description =
          "Rate at which latency is measured, over the most the job did (default:"
              + " ${DEFAULT-VALUE}).")
  private double load;

  @Option(
      names = "--production-seconds",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Measure latency also in windows of this length, with checkpoints as flink-conf/config.yaml"
              + " has them: every 10 s, 5 s apart. 30 has three of them; 0 leaves it out (default:"
              + " ${DEFAULT-VALUE}).")
  private double productionSeconds;

  @Option(names = "--quick", description = "A small gallery and short rounds.")
  private boolean quick;

  @Mixin private BenchOutput output;

  @Override
  public Integer call() throws Exception {
    List<Integer> sizes =
        references != null ? references : quick ? QUICK_REFERENCES : ALL_REFERENCES;
    int chosenRounds = rounds != null ? rounds : quick ? 3 : 7;
    double seconds = roundSeconds != null ? roundSeconds : quick ? .3 : 2;
    for (int size : sizes) {
      output.requireAtLeast("--references", size, 1);
    }
    output.requireAtLeast("--dimension", dimension, 1);
    output.requireAtLeast("--rounds", chosenRounds, 1);
    output.require("--round-seconds", seconds, seconds > 0, "more than 0");
    output.require("--load", load, load > 0 && load < 1, "more than 0 and less than 1");
    output.require("--production-seconds", productionSeconds, productionSeconds >= 0, "0 or more");
    JobReport report =
        new JobBenchmark(
                output.directory(),
                dimension,
                new JobBenchmark.Effort(chosenRounds, seconds, load, productionSeconds),
                output.progress())
            .run(sizes);
    output.report(report, table(report));
    return report.throughput().stream().allMatch(row -> row.differences() == 0) ? 0 : 1;
  }

  private static String table(JobReport report) {
    StringBuilder table = new StringBuilder();
    line(
        table,
        "%d cores, heap %d MB, dimension %d",
        report.cores(),
        report.heapMegabytes(),
        report.dimension());
    line(
        table,
        "%n%-5s %9s %4s %10s %10s %7s %11s %11s %7s %9s %5s",
        "kind",
        "refs",
        "par",
        "job/s",
        "loop/s",
        "ratio",
        "job CPU us",
        "loop CPU us",
        "ratio",
        "checked",
        "diff");
    for (JobReport.Throughput row : report.throughput()) {
      line(
          table,
          "%-5s %9d %4d %10.0f %10.0f %7.3f %11.1f %11.1f %7.3f %9d %5d",
          row.comparison(),
          row.references(),
          row.parallelism(),
          row.jobPerSecond(),
          row.barePerSecond(),
          row.ratio(),
          row.jobCpuMicros(),
          row.bareCpuMicros(),
          row.cpuRatio(),
          row.checked(),
          row.differences());
    }
    line(
        table,
        "%n%-5s %9s %4s %10s %10s %7s",
        "kind",
        "refs",
        "par",
        "real/s",
        "uniform/s",
        "ratio");
    for (JobReport.Shares row : report.shares()) {
      line(
          table,
          "%-5s %9d %4d %10.0f %10.0f %7.3f",
          row.comparison(),
          row.references(),
          row.parallelism(),
          row.realPerSecond(),
          row.uniformPerSecond(),
          row.ratio());
    }
    line(
        table,
        "%n%-5s %9s %4s %8s %-24s %-24s %7s %11s  %s",
        "kind",
        "refs",
        "par",
        "rate/s",
        "without: p50 p95 p99 ms",
        "with checkpoints",
        "p99",
        "checkpoints",
        "made");
    for (JobReport.Latency row : report.latency()) {
      line(
          table,
          "%-5s %9d %4d %8.0f %7.1f %7.1f %8.1f %7.1f %7.1f %8.1f %7.2f %4d, %3.0f ms  %s, %.1f s x %d",
          row.comparison(),
          row.references(),
          row.parallelism(),
          row.rate(),
          row.withoutP50(),
          row.withoutP95(),
          row.withoutP99(),
          row.withP50(),
          row.withP95(),
          row.withP99(),
          row.p99Ratio(),
          row.checkpoints(),
          row.checkpointMillis(),
          row.checkpointing(),
          row.windowSeconds(),
          row.rounds());
    }
    return table.toString();
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format + "%n", values));
  }
}
