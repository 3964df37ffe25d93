package northpost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import northpost.job.NorthpostOptions;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.util.FileUtils;

/** Measures what a large gallery costs: heap, disk, checkpoints, restore. */
public final class GalleryBenchmark {
  private static final double MEGABYTE = 1e6;
  private static final int UPDATED = 100;

  private final Path directory;
  private final int dimension;
  private final Consumer<String> progress;

  /**
   * A measurement.
   *
   * @param directory takes state and checkpoints meanwhile
   * @param progress takes lines for people
   */
  public GalleryBenchmark(Path directory, int dimension, Consumer<String> progress) {
    this.directory = directory;
    this.dimension = dimension;
    this.progress = progress;
  }

  /** Loads a gallery of this size, changes 1 % of it, ends the job and starts it again. */
  public GalleryReport run(int references, int parallelism) throws Exception {
    Files.createDirectories(directory);
    Path work = Files.createTempDirectory(directory, "gallery-").toAbsolutePath();
    Travellers travellers = new Travellers(references, dimension, false);
    try {
      long heapBefore = heapUsed();
      Loaded loaded;
      try (Feed feed = Feed.open(work + "/first", travellers);
          JobUnderTest job = JobUnderTest.start(feed, parallelism, work, null)) {
        loaded = load(job, references, work, heapBefore);
      }
      progress.accept("starting again from " + loaded.path());
      try (Feed feed = Feed.open(work + "/second", travellers)) {
        long start = System.nanoTime();
        try (JobUnderTest job = JobUnderTest.start(feed, parallelism, work, loaded.path())) {
          return restored(feed, job, loaded, references, parallelism, work, start);
        }
      }
    } finally {
      FileUtils.deleteDirectoryQuietly(work.toFile());
    }
  }

  private Loaded load(JobUnderTest job, int references, Path work, long heapBefore)
      throws Exception {
    progress.accept("loading " + references + " references");
    long start = System.nanoTime();
    CompletedCheckpointStats first = job.admitReferences(references);
    double loadSeconds = secondsSince(start) - seconds(first);
    progress.accept("full checkpoint");
    CompletedCheckpointStats full = job.fullCheckpoint();
    long heap = heapUsed() - heapBefore;
    progress.accept("replacing " + references / UPDATED + " references");
    CompletedCheckpointStats incremental = job.admitReferences(references / UPDATED);
    return new Loaded(
        loadSeconds,
        heap,
        job.metrics().ofGallery("sum", "galleryIndexBytes"),
        bytesUnder(work.resolve("flink")),
        first,
        full,
        incremental,
        incremental.getExternalPath());
  }

  private GalleryReport restored(
      Feed feed,
      JobUnderTest job,
      Loaded loaded,
      int references,
      int parallelism,
      Path work,
      long start)
      throws Exception {
    double restoreSeconds = secondsSince(start);
    long asked = System.nanoTime();
    Tally first = feed.grantProbes(1, 0, false, true);
    job.await(first);
    double firstDecisionSeconds = secondsSince(asked);
    return new GalleryReport(
        references,
        dimension,
        NorthpostOptions.GALLERY_SHARDS.defaultValue(),
        parallelism,
        loaded.seconds(),
        loaded.heap() / MEGABYTE,
        Runtime.getRuntime().maxMemory() / MEGABYTE,
        loaded.indexBytes() / MEGABYTE,
        loaded.stateBytes() / MEGABYTE,
        loaded.first().getCheckpointedSize() / MEGABYTE,
        seconds(loaded.first()),
        loaded.full().getCheckpointedSize() / MEGABYTE,
        seconds(loaded.full()),
        references / UPDATED,
        loaded.incremental().getCheckpointedSize() / MEGABYTE,
        seconds(loaded.incremental()),
        bytesUnder(work.resolve("checkpoints")) / MEGABYTE,
        job.metrics().ofGallery("max", "galleryRebuildMillis") / 1e3,
        restoreSeconds,
        firstDecisionSeconds,
        job.metrics().ofGallery("sum", "galleryReferences"),
        first.answers()[0].split(" ")[0]);
  }

  private record Loaded(
      double seconds,
      long heap,
      long indexBytes,
      long stateBytes,
      CompletedCheckpointStats first,
      CompletedCheckpointStats full,
      CompletedCheckpointStats incremental,
      String path) {}

  private static double seconds(CompletedCheckpointStats checkpoint) {
    return checkpoint.getEndToEndDuration() / 1e3;
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static long heapUsed() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long bytesUnder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(GalleryBenchmark::bytes).sum();
    } catch (UncheckedIOException e) {
      // A file went while the folder was walked: RocksDB compacts all the time.
      throw new IOException("reading " + folder, e);
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
