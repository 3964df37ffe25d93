package northpost.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import northpost.bench.DetectorBenchmark;
import northpost.bench.DetectorPlot;
import northpost.bench.DetectorReport;
import northpost.bench.DetectorRow;
import northpost.bench.QuietRow;
import northpost.source.PortRegistryYaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures when the watch of a port finds a change, and how often it is wrong. */
@Command(
    name = "detectors",
    mixinStandardHelpOptions = true,
    description = {
      "Plants changes of several sizes in simulated minutes of a port that has been watched for two"
          + " weeks: how many are found within a day, and after how long. Then quiet months of all"
          + " ports: what is said although nothing is wrong.",
      "Writes detectors.json, detectors.txt and detectors.svg."
    })
public final class BenchDetectors implements Callable<Integer> {
  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs of each change and size (default: 20; 1 with --quick).")
  private Integer runs;

  @Option(
      names = "--months",
      paramLabel = "N",
      description = "Quiet months of each port (default: 10; 1 with --quick).")
  private Integer months;

  @Option(names = "--quick", description = "One run and one month of each.")
  private boolean quick;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/bench-detectors",
      description = "Where reports are written (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    int chosenRuns = runs != null ? runs : quick ? 1 : 20;
    int chosenMonths = months != null ? months : quick ? 1 : 10;
    require("--runs", chosenRuns);
    require("--months", chosenMonths);
    PrintWriter err = spec.commandLine().getErr();
    DetectorReport report =
        new DetectorBenchmark(
                PortRegistryYaml.shipped(),
                line -> {
                  err.println(line);
                  err.flush();
                })
            .run(chosenRuns, chosenMonths);
    String asJson = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
    String asTable = table(report);
    Files.createDirectories(output);
    Files.writeString(output.resolve("detectors.json"), asJson + "\n");
    Files.writeString(output.resolve("detectors.txt"), asTable);
    Files.writeString(output.resolve("detectors.svg"), DetectorPlot.svg(report.rows()));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? asJson : asTable);
    out.flush();
    return 0;
  }

  private void require(String option, int got) {
    if (got < 1) {
      throw new ParameterException(spec.commandLine(), option + ": expected 1 or more, got " + got);
    }
  }

  private static String table(DetectorReport report) {
    StringBuilder table = new StringBuilder();
    line(
        table,
        "%-18s %-44s %6s %7s %8s %8s",
        "kind",
        "change",
        "size",
        "found",
        "median",
        "9 of 10");
    for (DetectorRow row : report.rows()) {
      line(
          table,
          "%-18s %-44s %6s %3d/%-3d %8s %8s",
          row.kind(),
          row.change(),
          row.size(),
          row.found(),
          row.runs(),
          minutes(row.medianMinutes()),
          minutes(row.longMinutes()));
    }
    line(
        table,
        "%n%-6s %5s %7s %12s %12s  %s",
        "port",
        "lanes",
        "months",
        "/port-month",
        "/lane-week",
        "false alarms");
    for (QuietRow row : report.quiet()) {
      line(
          table,
          "%-6s %5d %7.0f %12.3f %12.4f  %s",
          row.portCode(),
          row.lanes(),
          row.months(),
          row.perPortMonth(),
          row.perLaneWeek(),
          row.falseAlarms());
    }
    line(table, "%nfalse alarms per port-month: %.3f", report.falseAlarmsPerPortMonth());
    return table.toString();
  }

  private static String minutes(double value) {
    return value < 0 ? "-" : String.format(Locale.ROOT, "%.0f min", value);
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format + "%n", values));
  }
}
