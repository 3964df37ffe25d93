package northpost.tool;

import java.util.Locale;
import java.util.concurrent.Callable;
import northpost.bench.OutageBenchmark;
import northpost.bench.OutageReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes Elasticsearch away from a deciding job for a while. */
@Command(
    name = "outage",
    mixinStandardHelpOptions = true,
    description = {
      "Ends an embedded Elasticsearch while the stages from routing to decision run at a steady rate"
          + " with checkpoints as in production, and starts it again: latency of decisions against"
          + " undisturbed traffic before and after, checkpoints, and whether every decision is there"
          + " in the end; 1 where one is missing or there twice, where the decisions were held up, or"
          + " where in 5 minutes or more the p99 is more than 1.1 of undisturbed traffic's. Takes two"
          + " and a half times --minutes.",
      "Writes outage.json and outage.txt."
    })
public final class BenchOutage implements Callable<Integer> {
  /** A shorter run has too few decisions for a p99 that says anything. */
  private static final double LEAST_MINUTES = 5;

  private static final double MOST_P99_RATIO = 1.1;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description = "How long Elasticsearch is away (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "46",
      description =
          "Captures a second (default: ${DEFAULT-VALUE}, all land ports of the United States at"
              + " their peak hour).")
  private double rate;

  @Option(
      names = "--references",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Size of the gallery, which each capture is searched in (default:"
              + " ${DEFAULT-VALUE}).")
  private int references;

  @Option(
      names = "--buffer-documents",
      paramLabel = "N",
      defaultValue = "250000",
      description =
          "Documents that the sink may hold before it holds up the decisions (default:"
              + " ${DEFAULT-VALUE}, as in production).")
  private int bufferDocuments;

  @Mixin private BenchOutput output;

  @Override
  public Integer call() throws Exception {
    output.require("--minutes", minutes, minutes > 0, "more than 0");
    output.require("--rate", rate, rate > 0, "more than 0");
    output.requireAtLeast("--references", references, 1);
    output.requireAtLeast("--buffer-documents", bufferDocuments, 1);
    OutageReport report =
        new OutageBenchmark(
                ProjectHome.resolve("target/servers"), output.directory(), output.progress())
            .run(new OutageBenchmark.Plan(minutes, rate, references, bufferDocuments));
    output.report(report, table(report));
    return exitCode(report);
  }

  /**
   * 1 where decisions got lost, were doubled or had to wait; in a long run also without a
   * checkpoint.
   */
  static int exitCode(OutageReport report) {
    boolean whole = report.missing() == 0 && report.surplus() == 0;
    boolean asFast =
        report.minutes() < LEAST_MINUTES
            || (report.p99Ratio() <= MOST_P99_RATIO && report.away().checkpoints() > 0);
    return whole && report.backPressureEpisodes() == 0 && asFast ? 0 : 1;
  }

  private static String table(OutageReport r) {
    StringBuilder table = new StringBuilder();
    line(
        table,
        "Elasticsearch away for %.1f min at %.0f captures a second%n",
        r.minutes(),
        r.rate());
    line(
        table,
        "%-12s %9s %9s %9s %9s %9s %11s %10s %10s",
        "",
        "decisions",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "max ms",
        "checkpoints",
        "median ms",
        "longest ms");
    row(table, "before", r.before());
    row(table, "away", r.away());
    row(table, "back", r.back());
    row(table, "after", r.after());
    line(table, "%np99 away over undisturbed: %.3f", r.p99Ratio());
    line(
        table,
        "held at the end of the outage: %d of at most %d documents, %.1f MB",
        r.mostBuffered(),
        r.bufferDocuments(),
        r.mostBufferedBytes() / 1e6);
    line(
        table,
        "times the buffer was full and decisions were held up: %d",
        r.backPressureEpisodes());
    line(table, "caught up after %.1f s", r.catchUpSeconds());
    line(
        table,
        "decisions %d, missing in Elasticsearch %d, surplus %d",
        r.decisions(),
        r.missing(),
        r.surplus());
    return table.toString();
  }

  private static void row(StringBuilder table, String what, OutageReport.Phase p) {
    line(
        table,
        "%-12s %9d %9.1f %9.1f %9.1f %9.1f %11d %10.0f %10.0f",
        what,
        p.decisions(),
        p.p50(),
        p.p95(),
        p.p99(),
        p.max(),
        p.checkpoints(),
        p.checkpointMillis(),
        p.longestCheckpointMillis());
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format + "%n", values));
  }
}
