package northpost.tool;

import java.util.Locale;
import java.util.concurrent.Callable;
import northpost.bench.GalleryBenchmark;
import northpost.bench.GalleryReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a large gallery costs. */
@Command(
    name = "gallery",
    mixinStandardHelpOptions = true,
    description = {
      "Loads a gallery into the job's own stages on an embedded Flink with RocksDB, makes a full"
          + " checkpoint and, after replacing 1 %% of the references, an incremental one, then starts"
          + " again from it: heap, disk, sizes and times.",
      "Writes gallery.json and gallery.txt. A million references want NORTHPOST_JAVA_OPTS=-Xmx6g."
    })
public final class BenchGallery implements Callable<Integer> {
  @Option(
      names = "--references",
      paramLabel = "N",
      defaultValue = "200000",
      description = "References (default: ${DEFAULT-VALUE}).")
  private int references;

  @Option(
      names = "--dimension",
      paramLabel = "N",
      defaultValue = "128",
      description = "Length of the templates (default: ${DEFAULT-VALUE}).")
  private int dimension;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Parallelism of the job (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Mixin private BenchOutput output;

  @Override
  public Integer call() throws Exception {
    output.requireAtLeast("--references", references, 100);
    output.requireAtLeast("--dimension", dimension, 1);
    output.requireAtLeast("--parallelism", parallelism, 1);
    GalleryReport report =
        new GalleryBenchmark(output.directory(), dimension, output.progress())
            .run(references, parallelism);
    output.report(report, table(report));
    return report.restoredReferences() == references ? 0 : 1;
  }

  private static String table(GalleryReport r) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%d references of dimension %d, %d shards, parallelism %d, heap at most %.0f MB%n",
            r.references(),
            r.dimension(),
            r.shards(),
            r.parallelism(),
            r.maxHeapMegabytes()));
    row(table, "load", "", r.loadSeconds());
    row(table, "heap used more", mb(r.heapMegabytes()), -1);
    row(table, "index", mb(r.indexMegabytes()), -1);
    row(table, "state on disk", mb(r.stateDiskMegabytes()), -1);
    row(table, "first checkpoint", mb(r.firstMegabytes()), r.firstSeconds());
    row(table, "full checkpoint", mb(r.fullMegabytes()), r.fullSeconds());
    row(
        table,
        "incremental, " + r.updates() + " replaced",
        mb(r.incrementalMegabytes()),
        r.incrementalSeconds());
    row(table, "checkpoint folder", mb(r.checkpointFolderMegabytes()), -1);
    row(table, "index rebuild after restore", "", r.rebuildSeconds());
    row(table, "restore, rebuild within", "", r.restoreSeconds());
    row(table, "first decision after that", r.firstOutcome(), r.firstDecisionSeconds());
    row(table, "references restored", Long.toString(r.restoredReferences()), -1);
    return table.toString();
  }

  private static String mb(double megabytes) {
    return String.format(Locale.ROOT, "%.1f MB", megabytes);
  }

  private static void row(StringBuilder table, String what, String value, double seconds) {
    table.append(
        String.format(
            Locale.ROOT,
            "%-32s %12s %10s%n",
            what,
            value,
            seconds < 0 ? "" : String.format(Locale.ROOT, "%.2f s", seconds)));
  }
}
