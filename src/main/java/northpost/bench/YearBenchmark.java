package northpost.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import northpost.domain.ReferenceUpdate;
import northpost.job.TopologySettings;
import northpost.savepoint.BootstrapSummary;
import northpost.savepoint.GalleryBootstrap;
import northpost.simulation.SimulatedYear;
import northpost.wire.json.ReferenceJson;
import org.apache.flink.util.FileUtils;

/**
 * Replays a {@link SimulatedYear} through the whole topology: source, admission, deduplication,
 * opt-out gate, given templates, match, decision, analytics, results to files.
 *
 * <p>The gallery is loaded before: a bootstrap writes the savepoint that each run starts from. It
 * does not change any more, so a probe that is compared as it arrives meets the same gallery
 * whatever the parallelism, and none has to wait in state for event time.
 */
public final class YearBenchmark {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final SimulatedYear year;
  private final Settings settings;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param progress takes lines for people
   */
  public YearBenchmark(SimulatedYear year, Settings settings, Consumer<String> progress) {
    this.year = year;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * How it runs.
   *
   * @param output takes the results, a folder a run, and state meanwhile
   * @param parallelisms one run each
   * @param backend state backend: {@code hashmap} or {@code rocksdb}
   * @param checkpointSeconds time from one checkpoint to the next
   * @param writeAll whether decisions and funnel windows are written, not only digested
   * @param flink Flink's and Northpost's settings that differ from the defaults
   */
  public record Settings(
      Path output,
      List<Integer> parallelisms,
      int shards,
      String backend,
      double checkpointSeconds,
      boolean writeAll,
      Map<String, String> flink) {}

  /** Loads the gallery and replays the year once for each parallelism. */
  public YearReport run() throws Exception {
    Files.createDirectories(settings.output());
    Path work = Files.createTempDirectory(settings.output(), "work-").toAbsolutePath();
    try {
      Path references = work.resolve("references.ndjson");
      int count = writeReferences(references);
      BootstrapSummary gallery = bootstrap(references, work.resolve("gallery"));
      Files.delete(references);
      List<YearReport.Run> runs = new ArrayList<>();
      for (int parallelism : settings.parallelisms()) {
        runs.add(replay(parallelism, work, gallery));
      }
      return new YearReport(
          year.seed(),
          year.days(),
          year.share(),
          Runtime.getRuntime().availableProcessors(),
          Runtime.getRuntime().maxMemory() >> 20,
          settings.shards(),
          count,
          year.galleries(),
          gallery.seconds(),
          runs.stream().map(YearReport.Run::digest).distinct().count() == 1,
          runs);
    } finally {
      FileUtils.deleteDirectoryQuietly(work.toFile());
    }
  }

  private int writeReferences(Path file) throws IOException {
    progress.accept("Drawing the people");
    int count = 0;
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Iterator<ReferenceUpdate> all = year.references().iterator(); all.hasNext(); count++) {
        writer.write(ReferenceJson.write(all.next()));
        writer.write('\n');
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return count;
  }

  private BootstrapSummary bootstrap(Path references, Path savepoint) throws Exception {
    BootstrapSummary gallery =
        new GalleryBootstrap(
                List.of(references),
                savepoint,
                settings.shards(),
                Math.min(settings.shards(), Runtime.getRuntime().availableProcessors()),
                TopologySettings.pipelines(YearJob.northpost(settings)),
                Map.of())
            .run(progress);
    if (gallery.applied() != gallery.read()) {
      throw new IllegalStateException(
          "gallery: got " + gallery.toText() + ", expected all applied");
    }
    return gallery;
  }

  private YearReport.Run replay(int parallelism, Path work, BootstrapSummary gallery)
      throws Exception {
    Path folder = settings.output().resolve("p" + parallelism);
    FileUtils.deleteDirectory(folder.toFile());
    Files.createDirectories(folder);
    Path scratch = Files.createDirectory(work.resolve("p" + parallelism));
    String name = folder.toAbsolutePath().toString();
    progress.accept("Starting Flink at parallelism " + parallelism);
    try (YearResults results = YearResults.open(name);
        YearJob job =
            YearJob.start(
                year,
                settings,
                parallelism,
                YearOutputs.of(name, folder, settings.writeAll()),
                scratch,
                gallery.savepoint())) {
      YearSamples samples = new YearSamples(year);
      long start = System.nanoTime();
      long cpu = SYSTEM.getProcessCpuTime();
      int lines = 0;
      long laterDecided = 0;
      long laterCpu = 0;
      while (!job.isOver()) {
        job.takeCheckpoints(results.latestMillis(), results.decided(), samples);
        if (laterDecided == 0 && year.shareDone(results.latestMillis()) >= .5) {
          laterDecided = results.decided();
          laterCpu = SYSTEM.getProcessCpuTime();
        }
        if (++lines % PROGRESS_EVERY == 0) {
          progress.accept(line(results, (System.nanoTime() - start) / 1e9));
        }
      }
      job.requireFinished();
      double seconds = (System.nanoTime() - start) / 1e9;
      long endCpu = SYSTEM.getProcessCpuTime();
      double later =
          laterDecided == 0
              ? Double.NaN
              : (endCpu - laterCpu) / 1e3 / (results.decided() - laterDecided);
      return report(parallelism, seconds, (endCpu - cpu) / 1e9, later, results, samples);
    } finally {
      FileUtils.deleteDirectoryQuietly(scratch.toFile());
    }
  }

  private static final int PROGRESS_EVERY = 10;

  private String line(YearResults results, double seconds) {
    long latest = results.latestMillis();
    if (latest == Long.MIN_VALUE) {
      return "Nothing decided yet";
    }
    double done = year.shareDone(latest);
    double expected = year.expectedEncounters();
    return String.format(
        Locale.ROOT,
        "%s, %,d captures, %,.0f/s, %.0f s left",
        year.localDate(latest),
        results.decided(),
        results.decided() / seconds,
        done <= 0 ? expected : seconds * (1 - done) / done);
  }

  private YearReport.Run report(
      int parallelism,
      double seconds,
      double cpuSeconds,
      double laterCpuMicros,
      YearResults results,
      YearSamples samples) {
    Map<String, YearReport.Result> byKind = new TreeMap<>();
    ResultDigest all = new ResultDigest();
    results
        .digests()
        .forEach(
            (kind, digest) -> {
              byKind.put(kind, new YearReport.Result(digest.records(), digest.hex()));
              all.add(kind + digest.records() + digest.hex());
            });
    long decided = results.decided();
    return new YearReport.Run(
        parallelism,
        settings.backend(),
        seconds,
        cpuSeconds,
        decided,
        decided / seconds,
        1e6 * cpuSeconds / decided,
        laterCpuMicros,
        results.outcomes(),
        byKind,
        all.hex(),
        samples.all().size(),
        samples.growth(),
        samples.months(),
        samples.all());
  }
}
