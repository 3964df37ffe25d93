package northpost.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import northpost.embedded.ElasticsearchServer;
import northpost.embedded.StoredDocuments;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ElasticsearchSettings;
import northpost.sink.ElasticsearchSink;
import org.apache.flink.util.FileUtils;

/**
 * Takes Elasticsearch away from a job that decides at a steady rate, and gives it back: whether
 * decisions and checkpoints wait for it, and whether all is there in the end.
 */
public final class OutageBenchmark {
  private static final String DECISIONS = "northpost-decisions-*";
  private static final int WARM_UP = 2_000;
  private static final int DIMENSION = 128;
  private static final long PAUSE_NANOS = 5_000_000;
  private static final long LOOK_NANOS = 200_000_000;

  private final Path servers;
  private final Path directory;
  private final Consumer<String> progress;

  /**
   * @param servers where the servers were built
   * @param directory takes the server's data, state and checkpoints meanwhile
   * @param progress takes lines for people
   */
  public OutageBenchmark(Path servers, Path directory, Consumer<String> progress) {
    this.servers = servers;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * What to do.
   *
   * @param minutes that Elasticsearch is away
   * @param rate captures a second
   * @param references in the gallery
   * @param bufferDocuments bound of the sink's buffer
   */
  public record Plan(double minutes, double rate, int references, int bufferDocuments) {}

  /**
   * Runs it: half the time undisturbed, the outage, half the time to catch up, half undisturbed.
   */
  public OutageReport run(Plan plan) throws Exception {
    Files.createDirectories(directory);
    Path work = Files.createTempDirectory(directory, "outage-").toAbsolutePath();
    Travellers travellers = new Travellers(plan.references(), DIMENSION, false);
    try (ElasticsearchServer server = ElasticsearchServer.start(servers, work, Map.of());
        Feed feed = Feed.open(work.toString(), travellers)) {
      ElasticsearchSettings settings = settings(server, plan);
      try (ElasticsearchInstaller installer = new ElasticsearchInstaller(settings, 1, 0)) {
        installer.install();
      }
      try (JobUnderTest job =
          JobUnderTest.start(feed, 1, work, null, new ElasticsearchSink(settings))) {
        return new Session(plan, server, feed, job, new StoredDocuments(server.url())).run();
      }
    } finally {
      FileUtils.deleteDirectoryQuietly(work.toFile());
    }
  }

  private static ElasticsearchSettings settings(ElasticsearchServer server, Plan plan) {
    ElasticsearchSettings defaults = ElasticsearchSettings.of(List.of(server.url()));
    return defaults
        .withBatch(Math.min(defaults.batchDocuments(), plan.bufferDocuments()), 1 << 20)
        .withBuffer(plan.bufferDocuments(), defaults.bufferBytes());
  }

  /** Traffic of one phase: how long each decision took, and the checkpoints meanwhile. */
  private record Observed(double[] latencies, double[] checkpoints) {
    OutageReport.Phase phase() {
      return new OutageReport.Phase(
          latencies.length,
          JobBenchmark.percentile(latencies, .5),
          JobBenchmark.percentile(latencies, .95),
          JobBenchmark.percentile(latencies, .99),
          latencies[latencies.length - 1],
          checkpoints.length,
          JobBenchmark.median(checkpoints),
          Arrays.stream(checkpoints).max().orElse(Double.NaN));
    }
  }

  /** Something done beside the traffic. */
  private interface Event {
    void happen() throws Exception;
  }

  private final class Session {
    private final Plan plan;
    private final ElasticsearchServer server;
    private final Feed feed;
    private final JobUnderTest job;
    private final StoredDocuments stored;
    private long held;
    private long heldBytes;
    private double catchUpSeconds;

    Session(
        Plan plan,
        ElasticsearchServer server,
        Feed feed,
        JobUnderTest job,
        StoredDocuments stored) {
      this.plan = plan;
      this.server = server;
      this.feed = feed;
      this.job = job;
      this.stored = stored;
    }

    OutageReport run() throws Exception {
      progress.accept("loading " + plan.references() + " references, and warming up");
      job.admitReferences(plan.references());
      double half = plan.minutes() / 2;
      job.await(feed.grantProbes(WARM_UP, 0, false, false));
      paced("warming up", Math.min(half, .5), () -> {});
      Observed before = paced("undisturbed", half, () -> {});
      server.kill();
      // Beside the traffic: where the buffer is too small, decisions wait until it is back.
      Observed away = paced("Elasticsearch is away", plan.minutes(), this::endOfOutage);
      Observed back = paced("Elasticsearch is back", half, this::caughtUp);
      Observed after = paced("undisturbed again", half, () -> {});
      return report(before, away, back, after);
    }

    /** Captures at the rate for so long, with checkpoints as in production, and an event beside. */
    private Observed paced(String what, double minutes, Event beside) throws Exception {
      int count = (int) Math.max(100, minutes * 60 * plan.rate());
      progress.accept(
          String.format(Locale.ROOT, "%s: %d captures, %.0f a second", what, count, plan.rate()));
      AtomicBoolean over = new AtomicBoolean();
      List<Long> checkpoints = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        long end = System.nanoTime() + (long) (count / plan.rate() * 1e9);
        Tally tally = feed.grantProbes(count, (long) (1e9 / plan.rate()), false, false);
        CompletableFuture<Void> checkpointing =
            CompletableFuture.runAsync(
                () -> job.checkpointUntil(over, CheckpointPace.PRODUCTION, checkpoints), threads);
        CompletableFuture<Void> event =
            CompletableFuture.runAsync(() -> happen(beside, end), threads);
        try {
          job.await(tally);
          event.get();
        } finally {
          over.set(true);
        }
        checkpointing.get();
        return new Observed(
            tally.sortedLatencies(), checkpoints.stream().mapToDouble(Long::doubleValue).toArray());
      } finally {
        threads.shutdownNow();
      }
    }

    private void happen(Event beside, long end) {
      try {
        beside.happen();
        park(end);
      } catch (Exception e) {
        throw new IllegalStateException("what was to happen beside the traffic failed", e);
      }
    }

    private void park(long until) {
      while (System.nanoTime() - until < 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }

    private void endOfOutage() throws Exception {
      park(System.nanoTime() + (long) (plan.minutes() * 60e9));
      held = job.metrics().ofDocumentSink("sum", "bufferedDocuments");
      heldBytes = job.metrics().ofDocumentSink("sum", "bufferedBytes");
      server.restart();
    }

    private void caughtUp() throws Exception {
      long started = System.nanoTime();
      long usual = (long) Math.ceil(plan.rate() * 5);
      while (job.metrics().ofDocumentSink("max", "notTakingMillis") > 0
          || job.metrics().ofDocumentSink("sum", "bufferedDocuments") > usual) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      catchUpSeconds = (System.nanoTime() - started) / 1e9;
    }

    private OutageReport report(Observed before, Observed away, Observed back, Observed after)
        throws Exception {
      double[] undisturbed = new double[before.latencies.length + after.latencies.length];
      System.arraycopy(before.latencies, 0, undisturbed, 0, before.latencies.length);
      System.arraycopy(
          after.latencies, 0, undisturbed, before.latencies.length, after.latencies.length);
      Arrays.sort(undisturbed);
      long decisions = feed.probes().given();
      while (job.metrics().ofDocumentSink("sum", "bufferedDocuments") > 0) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      long found = stored.count(DECISIONS);
      return new OutageReport(
          plan.rate(),
          plan.minutes(),
          plan.bufferDocuments(),
          before.phase(),
          away.phase(),
          back.phase(),
          after.phase(),
          away.phase().p99() / JobBenchmark.percentile(undisturbed, .99),
          held,
          heldBytes,
          job.metrics().ofDocumentSink("sum", "backPressureEpisodes"),
          catchUpSeconds,
          decisions,
          Math.max(0, decisions - found),
          Math.max(0, found - decisions));
    }
  }
}
