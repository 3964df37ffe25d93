package northpost.tool;

import java.util.Locale;
import java.util.concurrent.Callable;
import northpost.bench.SinkBenchmark;
import northpost.bench.SinkReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the Elasticsearch sink against a bare bulk loop. */
@Command(
    name = "elasticsearch",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the Elasticsearch sink, in a job on an embedded Flink, against a bare bulk loop with"
          + " the same client, documents, request sizes and server, in turns; 1 where a document is"
          + " missing, or where in 5 rounds or more the sink has less than 0.9 of the loop's speed.",
      "Writes elasticsearch.json and elasticsearch.txt."
    })
public final class BenchElasticsearch implements Callable<Integer> {
  /** A median of fewer rounds says nothing of the speed. */
  private static final int LEAST_ROUNDS = 5;

  private static final double LEAST_RATIO = .9;

  @Option(
      names = "--documents",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Documents of each of the two in a round (default: ${DEFAULT-VALUE}).")
  private int documents;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "Rounds whose medians are taken (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private BenchOutput output;

  @Override
  public Integer call() throws Exception {
    output.requireAtLeast("--documents", documents, 1);
    output.requireAtLeast("--rounds", rounds, 1);
    SinkReport report =
        new SinkBenchmark(
                ProjectHome.resolve("target/servers"), output.directory(), output.progress())
            .run(rounds, documents);
    output.report(report, table(report));
    return exitCode(report);
  }

  /** 1 where documents are missing or the sink is slow. */
  static int exitCode(SinkReport report) {
    boolean asFast = report.rounds() < LEAST_ROUNDS || report.ratio() >= LEAST_RATIO;
    return report.missing() == 0 && asFast ? 0 : 1;
  }

  private static String table(SinkReport r) {
    StringBuilder table = new StringBuilder();
    line(
        table,
        "%d cores; %d documents of %.0f bytes a round, %d rounds in turns, medians",
        r.cores(),
        r.documents(),
        r.documentBytes(),
        r.rounds());
    line(table, "%n%-28s %12s %12s %7s", "", "sink", "bare loop", "ratio");
    row(table, "documents/s", r.sinkPerSecond(), r.barePerSecond(), r.ratio());
    row(table, "CPU us/document", r.sinkCpuMicros(), r.bareCpuMicros(), r.cpuRatio());
    row(
        table,
        "server's CPU us/document",
        r.serverSinkCpuMicros(),
        r.serverBareCpuMicros(),
        r.serverBareCpuMicros() / r.serverSinkCpuMicros());
    line(table, "%ndocuments missing: %d", r.missing());
    return table.toString();
  }

  private static void row(
      StringBuilder table, String what, double sink, double bare, double ratio) {
    line(table, "%-28s %12.1f %12.1f %7.3f", what, sink, bare, ratio);
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format + "%n", values));
  }
}
