package northpost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import northpost.embedded.ElasticsearchServer;
import northpost.embedded.StoredDocuments;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ElasticsearchSettings;
import org.apache.flink.util.FileUtils;

/**
 * Ends Elasticsearch by its process id again and again while documents come, and compares what it
 * has in the end with what a server has that was left alone.
 */
public final class KillBenchmark {
  private static final String INDICES = "northpost-*";
  private static final String DECISIONS = "northpost-decisions-2030.01";
  private static final long CHECKPOINT_MILLIS = 500;
  private static final int BATCH = 250;
  private static final long SLICE_NANOS = 100_000_000;
  private static final long LOOK_NANOS = 2_000_000;

  private final Path servers;
  private final Path directory;
  private final Consumer<String> progress;

  /**
   * @param servers where the servers were built
   * @param directory takes the server's data and the job's files meanwhile
   * @param progress takes lines for people
   */
  public KillBenchmark(Path servers, Path directory, Consumer<String> progress) {
    this.servers = servers;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Documents come at a steady rate for so long, and on until the last kill is done.
   *
   * @param rate documents a second
   */
  public KillReport run(int kills, double seconds, double rate) throws Exception {
    Files.createDirectories(directory);
    Path work = Files.createTempDirectory(directory, "kills-").toAbsolutePath();
    try (ElasticsearchServer server = ElasticsearchServer.start(servers, work, Map.of())) {
      DocumentTraffic traffic = new DocumentTraffic(DECISIONS);
      StoredDocuments stored = new StoredDocuments(server.url());
      Disturbed disturbed;
      DocumentDigest afterwards;
      try (DocumentFeed feed = DocumentFeed.open(work + "disturbed", traffic::mixed);
          DocumentJob job = new DocumentJob(work.resolve("disturbed"))) {
        install(server);
        disturbed = disturbed(server, stored, feed, job, kills, seconds, rate);
        afterwards = DocumentDigest.of(stored, INDICES);
        stored.delete(INDICES);
      }
      progress.accept("the same documents again, to a server that is left alone");
      DocumentDigest alone;
      try (DocumentFeed feed = DocumentFeed.open(work + "alone", traffic::mixed);
          DocumentJob job = new DocumentJob(work.resolve("alone"))) {
        job.write(feed, settings(server), disturbed.documents());
        alone = DocumentDigest.of(stored, INDICES);
      }
      return new KillReport(
          kills,
          disturbed.seconds(),
          rate,
          disturbed.documents(),
          disturbed.bulkRetries(),
          disturbed.checkpoints(),
          disturbed.failedCheckpoints(),
          afterwards.count(),
          alone.count(),
          afterwards.sha256(),
          alone.sha256(),
          afterwards.equals(alone));
    } finally {
      FileUtils.deleteDirectoryQuietly(work.toFile());
    }
  }

  private record Disturbed(
      long documents, double seconds, long bulkRetries, long checkpoints, long failedCheckpoints) {}

  private Disturbed disturbed(
      ElasticsearchServer server,
      StoredDocuments stored,
      DocumentFeed feed,
      DocumentJob job,
      int kills,
      double seconds,
      double rate)
      throws Exception {
    job.start(feed, settings(server), CHECKPOINT_MILLIS);
    Traffic traffic = new Traffic(feed.tickets(), rate);
    Thread source = new Thread(traffic, "traffic");
    source.start();
    long started = System.nanoTime();
    try {
      for (int kill = 1; kill <= kills; kill++) {
        long due = started + (long) (kill * seconds * 1e9 / (kills + 1));
        until(job, due, stored);
        server.kill();
        progress.accept("kill " + kill + " of " + kills);
        server.restart();
      }
      until(job, started + (long) (seconds * 1e9), stored);
    } finally {
      traffic.over = true;
      source.join();
    }
    double lasted = (System.nanoTime() - started) / 1e9;
    long granted = feed.tickets().round().end();
    while (feed.tickets().given() < granted) {
      job.requireRunning();
      LockSupport.parkNanos(SLICE_NANOS);
    }
    long retries = job.metrics().ofDocumentSink("sum", "bulkRetries");
    Disturbed disturbed =
        new Disturbed(
            granted, lasted, retries, job.completedCheckpoints(), job.failedCheckpoints());
    job.drain();
    return disturbed;
  }

  /** Until that time has come, and the server has taken documents since its start. */
  private static void until(DocumentJob job, long due, StoredDocuments stored) throws Exception {
    long limit = Math.max(due, System.nanoTime()) + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() - due < 0 || stored.indexedSinceStart() == 0) {
      job.requireRunning();
      if (System.nanoTime() - limit > 0) {
        throw new IllegalStateException(
            "Elasticsearch has taken nothing for two minutes after its start");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Grants documents in small portions until it is over. */
  private static final class Traffic implements Runnable {
    private final Tickets tickets;
    private final double rate;
    private volatile boolean over;

    Traffic(Tickets tickets, double rate) {
      this.tickets = tickets;
      this.rate = rate;
    }

    @Override
    public void run() {
      long started = System.nanoTime();
      long granted = 0;
      while (!over) {
        long due = (long) ((System.nanoTime() - started) / 1e9 * rate);
        if (due > granted) {
          tickets.grant((int) (due - granted), 0, false);
          granted = due;
        }
        LockSupport.parkNanos(SLICE_NANOS);
      }
    }
  }

  private static ElasticsearchSettings settings(ElasticsearchServer server) {
    return ElasticsearchSettings.of(List.of(server.url()))
        .withBatch(BATCH, 1 << 20)
        .withFlushIntervalMillis(200);
  }

  private static void install(ElasticsearchServer server) throws IOException {
    try (ElasticsearchInstaller installer = new ElasticsearchInstaller(settings(server), 1, 0)) {
      installer.install();
    }
  }
}
