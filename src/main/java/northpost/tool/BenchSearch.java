package northpost.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import northpost.bench.SearchBenchmark;
import northpost.bench.SearchPlot;
import northpost.bench.SearchRow;
import northpost.bench.SearchTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the search engine against brute force and other engines. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Finds all references within a distance, by our engine, plain loops and other engines, on the"
          + " same data and in turns, and compares every answer with brute force.",
      "Writes search.json, search.txt and search.svg."
    })
public final class BenchSearch implements Callable<Integer> {
  private static final List<Integer> QUICK_REFERENCES = List.of(10_000, 50_000);
  private static final List<Integer> ALL_REFERENCES = List.of(10_000, 100_000, 1_000_000);

  @Option(
      names = "--references",
      split = ",",
      paramLabel = "N",
      description = "Sizes (default: 10000,100000,1000000; 10000,50000 with --quick).")
  private List<Integer> references;

  @Option(
      names = "--dimension",
      paramLabel = "N",
      defaultValue = "128",
      description = "Length of the vectors (default: ${DEFAULT-VALUE}).")
  private int dimension;

  @Option(
      names = "--distance",
      split = ",",
      paramLabel = "D",
      defaultValue = "0.37",
      description =
          "Limits, as distance of unit vectors (default: ${DEFAULT-VALUE}, where the face network"
              + " had FMR 1e-3 on photos).")
  private List<Double> distances;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      defaultValue = "1",
      description = "Numbers of threads (default: ${DEFAULT-VALUE}).")
  private List<Integer> threads;

  @Option(
      names = "--probes",
      paramLabel = "N",
      description =
          "Probes whose answers are compared with brute force (default: 1000; 128 with --quick).")
  private Integer probes;

  @Option(names = "--quick", description = "Small sizes and short rounds.")
  private boolean quick;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "jvector,lucene,openblas,hnswlib",
      description = "Engines of others to measure, or none (default: ${DEFAULT-VALUE}).")
  private List<String> peers;

  @Option(
      names = "--ours",
      description =
          "Measure only our engine and the plain loop, on one copy of the references: so it is"
              + " anyway above 2000000.")
  private boolean ours;

  @Mixin private BenchOutput output;

  @Override
  public Integer call() throws IOException {
    List<Integer> sizes =
        references != null ? references : quick ? QUICK_REFERENCES : ALL_REFERENCES;
    sizes.forEach(size -> output.requireAtLeast("--references", size, 1));
    output.requireAtLeast("--dimension", dimension, 1);
    threads.forEach(number -> output.requireAtLeast("--threads", number, 1));
    int checked = probes != null ? probes : quick ? 128 : 1000;
    output.requireAtLeast("--probes", checked, 1);
    SearchBenchmark benchmark =
        new SearchBenchmark(
            ProjectHome.resolve(""), output.directory(), chosenPeers(), output.progress());
    List<SearchRow> rows = new ArrayList<>();
    for (int size : sizes) {
      rows.addAll(
          benchmark.run(
              new SearchTask(
                  size,
                  dimension,
                  threads,
                  distances,
                  checked,
                  quick ? 3 : 5,
                  Duration.ofMillis(quick ? 100 : 200).toNanos(),
                  output.directory().toString(),
                  false,
                  ours || size > SearchBenchmark.LEAN_ABOVE)));
    }
    output.report(Map.of("rows", rows), table(rows));
    Files.writeString(output.directory().resolve("search.svg"), SearchPlot.svg(rows));
    return 0;
  }

  private List<String> chosenPeers() {
    if (peers.equals(List.of("none"))) {
      return List.of();
    }
    for (String peer : peers) {
      output.require(
          "--peers",
          peer,
          SearchBenchmark.PEERS.contains(peer),
          "some of " + String.join(", ", SearchBenchmark.PEERS) + ", or none");
    }
    return peers;
  }

  private static String table(List<SearchRow> rows) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-34s %9s %5s %4s %3s %4s %10s %8s %11s %8s %8s %6s %8s %8s %8s%n",
                "engine",
                "refs",
                "dim",
                "Java",
                "thr",
                "bat",
                "probes/s",
                "x loop",
                "per CPU-s",
                "x loop",
                "recall",
                "diff",
                "bytes",
                "build s",
                "upd us"));
    List<SearchRow> sorted =
        rows.stream()
            .sorted(
                Comparator.comparingInt(SearchRow::references)
                    .thenComparingDouble(SearchRow::distance))
            .toList();
    int references = 0;
    double distance = Double.NaN;
    for (SearchRow row : sorted) {
      if (row.references() != references || row.distance() != distance) {
        references = row.references();
        distance = row.distance();
        table.append(
            String.format(
                Locale.ROOT,
                "-- within %.3f: %.5f %% of the references%n",
                distance,
                100 * row.foundShare()));
      }
      table.append(
          String.format(
              Locale.ROOT,
              "%-34s %9d %5d %4s %3d %4d %10.1f %8.1f %11.1f %8.1f %8.5f %6d %8s %8s %8s%n",
              row.engine(),
              row.references(),
              row.dimension(),
              row.java().split("[.]")[0],
              row.threads(),
              row.batch(),
              row.qps(),
              row.timesPlainLoop(),
              row.qpsPerCpuSecond(),
              row.timesPlainLoopCpu(),
              row.recall(),
              row.differences(),
              measured(row.bytesPerReference(), "%.0f"),
              measured(row.buildSeconds(), "%.2f"),
              measured(row.updateMicroseconds(), "%.1f")));
    }
    return table.toString();
  }

  private static String measured(double value, String format) {
    return value < 0 ? "-" : String.format(Locale.ROOT, format, value);
  }
}
