package northpost.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import northpost.bench.JobBenchmark;
import northpost.bench.JobReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

  @Option(names = "--quick", description = "A small gallery and short rounds.")
  private boolean quick;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/bench-job",
      description = "Where reports and, meanwhile, state are written (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<Integer> sizes =
        references != null ? references : quick ? QUICK_REFERENCES : ALL_REFERENCES;
    int chosenRounds = rounds != null ? rounds : quick ? 3 : 7;
    double seconds = roundSeconds != null ? roundSeconds : quick ? .3 : 2;
    for (int size : sizes) {
      require("--references", size, size >= 1, "1 or more");
    }
    require("--dimension", dimension, dimension >= 1, "1 or more");
    require("--rounds", chosenRounds, chosenRounds >= 1, "1 or more");
    require("--round-seconds", seconds, seconds > 0, "more than 0");
    require("--load", load, load > 0 && load < 1, "more than 0 and less than 1");
    PrintWriter err = spec.commandLine().getErr();
    JobReport report =
        new JobBenchmark(
                output,
                dimension,
                new JobBenchmark.Effort(chosenRounds, seconds, load),
                line -> {
                  err.println(line);
                  err.flush();
                })
            .run(sizes);
    String asJson = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
    String asTable = table(report);
    Files.writeString(output.resolve("job.json"), asJson + "\n");
    Files.writeString(output.resolve("job.txt"), asTable);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? asJson : asTable);
    out.flush();
    return report.throughput().stream().allMatch(row -> row.differences() == 0) ? 0 : 1;
  }

  private void require(String option, Object got, boolean holds, String expected) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), option + ": expected " + expected + ", got " + got);
    }
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
        "%n%-5s %9s %4s %8s %-24s %-24s %7s %11s",
        "kind",
        "refs",
        "par",
        "rate/s",
        "without: p50 p95 p99 ms",
        "with checkpoints",
        "p99",
        "checkpoints");
    for (JobReport.Latency row : report.latency()) {
      line(
          table,
          "%-5s %9d %4d %8.0f %7.1f %7.1f %8.1f %7.1f %7.1f %8.1f %7.2f %4d, %3.0f ms",
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
          row.checkpointMillis());
    }
    return table.toString();
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format + "%n", values));
  }
}
