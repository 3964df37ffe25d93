package northpost.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import northpost.bench.YearBenchmark;
import northpost.bench.YearPlot;
import northpost.bench.YearReport;
import northpost.job.Configurations;
import northpost.simulation.SimulatedYear;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the whole job over a simulated year. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Replays a simulated year of all ports, 17.6 million travellers with templates given in place"
          + " of photos, through the whole job on an embedded Flink: speed, size of the state over"
          + " the year, and the digest of all results, which must be the same at each parallelism.",
      "Writes replay.json, replay.txt and replay.svg, and for each run a folder with its funnel,"
          + " anomalies, error rates and rejected captures."
    })
public final class BenchReplay implements Callable<Integer> {
  private static final int YEAR = 365;
  private static final int QUICK = 2;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Days from 1 January 2025 (default: 365; 2 with --quick).")
  private Integer days;

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      defaultValue = "1",
      description = "Share of the real traffic (default: ${DEFAULT-VALUE}).")
  private double share;

  @Option(
      names = "--parallelism",
      split = ",",
      paramLabel = "N",
      defaultValue = "2,1",
      description = "A run each (default: ${DEFAULT-VALUE}).")
  private List<Integer> parallelisms;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the traffic (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "2",
      description = "Gallery shards (default: ${DEFAULT-VALUE}).")
  private int shards;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "hashmap",
      description = "State backend: hashmap or rocksdb (default: ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "S",
      description = "From one checkpoint to the next (default: 30; 1 with --quick).")
  private Double checkpointSeconds;

  @Option(
      names = "--all-results",
      description =
          "Write decisions and funnel windows too; else they are only counted and digested, since"
              + " a year of each is tens of gigabytes.")
  private boolean allResults;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting of Flink or Northpost for the runs.")
  private Map<String, String> settings = new HashMap<>();

  @Option(names = "--quick", description = "A hundredth of the traffic of two days.")
  private boolean quick;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/bench-replay",
      description = "Where reports, results and, meanwhile, state go (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    int chosenDays = days != null ? days : quick ? QUICK : YEAR;
    double seconds = checkpointSeconds != null ? checkpointSeconds : quick ? 1 : 30;
    require("--days", chosenDays, chosenDays >= 1 && chosenDays <= YEAR, "1 to " + YEAR);
    require("--share", share, share > 0 && share <= 10, "more than 0, at most 10");
    require("--shards", shards, shards >= 1 && shards <= 720, "1 to 720");
    require("--checkpoint-seconds", seconds, seconds > 0, "more than 0");
    require(
        "--backend",
        backend,
        backend.equals("hashmap") || backend.equals("rocksdb"),
        "hashmap or rocksdb");
    for (int parallelism : parallelisms) {
      require("--parallelism", parallelism, parallelism >= 1, "1 or more");
    }
    try {
      Configurations.check(Configuration.fromMap(settings));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "-D: " + e.getMessage(), e);
    }
    YearReport report =
        new YearBenchmark(
                SimulatedYear.of(seed, chosenDays).withShare(quick ? share / 100 : share),
                new YearBenchmark.Settings(
                    output, parallelisms, shards, backend, seconds, allResults, settings),
                new Progress(spec.commandLine().getErr()))
            .run();
    String asJson = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
    String asTable = table(report);
    Files.writeString(output.resolve("replay.json"), asJson + "\n");
    Files.writeString(output.resolve("replay.txt"), asTable);
    Files.writeString(output.resolve("replay.svg"), YearPlot.svg(report));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? asJson : asTable);
    out.flush();
    return report.same() ? 0 : 1;
  }

  private void require(String option, Object got, boolean holds, String expected) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), option + ": expected " + expected + ", got " + got);
    }
  }

  private static String table(YearReport report) {
    StringBuilder table = new StringBuilder();
    line(
        table,
        "%d days, seed %d, %s of the traffic; %d cores, heap %d MB; %,d references on %,d lists,"
            + " %d shards, loaded in %.0f s",
        report.days(),
        report.seed(),
        percent(report.share()),
        report.cores(),
        report.heapMegabytes(),
        report.references(),
        report.galleries(),
        report.shards(),
        report.loadSeconds());
    line(
        table,
        "%n%3s %-8s %8s %11s %8s %8s %8s %6s %6s  %s",
        "par",
        "backend",
        "seconds",
        "decisions",
        "per s",
        "CPU us",
        "2nd half",
        "checkp",
        "growth",
        "digest");
    for (YearReport.Run run : report.runs()) {
      line(
          table,
          "%3d %-8s %8.0f %,11d %,8.0f %8.1f %8.1f %6d %6.2f  %s",
          run.parallelism(),
          run.backend(),
          run.seconds(),
          run.decisions(),
          run.perSecond(),
          run.cpuMicros(),
          run.laterCpuMicros(),
          run.checkpoints(),
          run.stateGrowth(),
          run.digest());
    }
    line(table, "%n%s", report.same() ? "All runs gave the same results." : "RESULTS DIFFER.");
    YearReport.Run first = report.runs().get(0);
    line(table, "%nparallelism %d: %s", first.parallelism(), first.outcomes());
    first
        .results()
        .forEach(
            (kind, result) ->
                line(table, "%-12s %,12d  %s", kind, result.records(), result.digest()));
    line(
        table,
        "%n%-8s %6s %14s %12s %14s",
        "month",
        "checkp",
        "captures a day",
        "state MB",
        "B per capture");
    for (YearReport.Month month : first.months()) {
      line(
          table,
          "%-8s %6d %,14.0f %12.1f %14.0f",
          month.month(),
          month.checkpoints(),
          month.perDay(),
          month.stateMegabytes(),
          month.bytesPerCapture());
    }
    line(table, "State is without the gallery; growth is B per capture, last month over first.");
    return table.toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4g %%", 100 * share);
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format + "%n", values));
  }
}
