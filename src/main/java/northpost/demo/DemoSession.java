package northpost.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import northpost.console.ConsoleServer;
import northpost.console.ConsoleSettings;
import northpost.console.ShippedDashboards;
import northpost.domain.PortRegistry;
import northpost.embedded.ElasticsearchServer;
import northpost.embedded.KafkaBroker;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ElasticsearchSettings;
import northpost.source.PortRegistryYaml;
import northpost.synthetic.Population;
import northpost.synthetic.Progress;
import org.apache.flink.util.FileUtils;

/**
 * One demo from start to end: servers, templates, job, gallery, traffic, summary. Whatever happens,
 * every process, port and file of it is gone when {@link #run} returns.
 */
public final class DemoSession {
  private static final int GALLERY_SECONDS = 60;
  private static final int DRAIN_SECONDS = 30;
  private static final int TELL_SECONDS = 5;

  /** A decision is there before the anomaly that it gives. */
  private static final int ANOMALY_SECONDS = 5;

  private final DemoSettings settings;
  private final Function<Progress, Population> travellers;
  private final Consumer<String> progress;
  private final Consumer<List<String>> view;
  private final long started = System.nanoTime();
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * @param travellers gives the rendered travellers; takes its time where they are still to render
   * @param progress told what is going on
   * @param view shown the table every second while captures are sent
   */
  public DemoSession(
      DemoSettings settings,
      Function<Progress, Population> travellers,
      Consumer<String> progress,
      Consumer<List<String>> view) {
    this.settings = settings;
    this.travellers = travellers;
    this.progress = progress;
    this.view = view;
  }

  /** Asks a running demo to send no more captures and to come to its end. */
  public void stop() {
    stop.countDown();
  }

  /**
   * @throws DemoStoppedException when it is stopped before the first capture is sent
   * @return what became of the captures, read back from Elasticsearch
   */
  public DemoSummary run() throws Exception {
    Path work = Files.createTempDirectory("northpost-demo-");
    try {
      return run(work);
    } finally {
      FileUtils.deleteDirectoryQuietly(work.toFile());
    }
  }

  private DemoSummary run(Path work) throws Exception {
    progress.accept("Starting Kafka and Elasticsearch; preparing the rendered travellers");
    ExecutorService background = Executors.newCachedThreadPool(DemoSession::daemon);
    CompletableFuture<Population> population =
        CompletableFuture.supplyAsync(
            () -> travellers.apply(new RenderingProgress(progress)), background);
    CompletableFuture<ElasticsearchServer> search =
        CompletableFuture.supplyAsync(() -> startElasticsearch(work), background);
    try (KafkaBroker broker = KafkaBroker.start(settings.servers(), work)) {
      progress.accept("Kafka " + broker.bootstrapServers());
      ElasticsearchServer elasticsearch = await(search);
      progress.accept("Elasticsearch " + elasticsearch.url());
      return run(work, broker, elasticsearch, population);
    } finally {
      search.thenAccept(DemoSession::closeQuietly).exceptionally(failure -> null).join();
      background.shutdownNow();
    }
  }

  private DemoSummary run(
      Path work,
      KafkaBroker broker,
      ElasticsearchServer elasticsearch,
      CompletableFuture<Population> population)
      throws Exception {
    PortRegistry ports = PortRegistryYaml.shipped();
    DemoTopics.create(broker, ports);
    installTemplates(elasticsearch.url());
    try (ConsoleServer console = console(elasticsearch.url(), ports)) {
      progress.accept("Operations page " + console.url());
      return run(work, broker, elasticsearch, population, ports);
    }
  }

  private ConsoleServer console(String elasticsearch, PortRegistry ports) throws IOException {
    return ConsoleServer.start(
        ConsoleSettings.onLoopback(settings.consolePort()),
        ElasticsearchSettings.of(List.of(elasticsearch)),
        ShippedDashboards.read(),
        ports);
  }

  private DemoSummary run(
      Path work,
      KafkaBroker broker,
      ElasticsearchServer elasticsearch,
      CompletableFuture<Population> population,
      PortRegistry ports)
      throws Exception {
    progress.accept("Starting the job");
    try (DemoFlink flink =
            DemoFlink.start(settings, work, broker.bootstrapServers(), elasticsearch.url());
        DemoIndex index = new DemoIndex(elasticsearch.url())) {
      progress.accept("Flink " + flink.webPage());
      try (DemoTraffic traffic =
          new DemoTraffic(broker.bootstrapServers(), await(population), ports, settings)) {
        loadGallery(flink, traffic);
        progress.accept(population.join().describe());
        progress.accept(traffic.describe());
        double first = sendAndWatch(flink, traffic, index, new DemoTable(ports));
        return summary(first, traffic, index, population.join());
      }
    }
  }

  /** The result, unless the demo is asked to stop first: whoever ends it waits for nothing. */
  private <T> T await(CompletableFuture<T> started) throws InterruptedException {
    while (!started.isDone()) {
      if (stop.await(100, TimeUnit.MILLISECONDS)) {
        throw new DemoStoppedException();
      }
    }
    if (stop.getCount() == 0) {
      throw new DemoStoppedException();
    }
    return started.join();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "demo-background");
    thread.setDaemon(true);
    return thread;
  }

  private ElasticsearchServer startElasticsearch(Path work) {
    try {
      return ElasticsearchServer.start(settings.servers(), work, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes a server that started although another part failed; closing twice does nothing. */
  private static void closeQuietly(ElasticsearchServer server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void installTemplates(String url) throws IOException {
    try (ElasticsearchInstaller installer =
        new ElasticsearchInstaller(ElasticsearchSettings.of(List.of(url)), 1, 0)) {
      installer.install();
    }
  }

  private void loadGallery(DemoFlink flink, DemoTraffic traffic) throws Exception {
    int references = traffic.enrol();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GALLERY_SECONDS);
    long loaded = 0;
    while (loaded < references) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "gallery: "
                + loaded
                + " of "
                + references
                + " references loaded after "
                + GALLERY_SECONDS
                + " s, expected all");
      }
      flink.requireRunning();
      if (stop.await(200, TimeUnit.MILLISECONDS)) {
        throw new DemoStoppedException();
      }
      loaded = flink.galleryReferences();
    }
    progress.accept("Gallery: " + loaded + " references enrolled");
  }

  /** Returns the seconds from the start to the first decision that Elasticsearch showed. */
  private double sendAndWatch(
      DemoFlink flink, DemoTraffic traffic, DemoIndex index, DemoTable table) throws Exception {
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              try {
                traffic.run();
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
    double first = Double.NaN;
    while (!sending.isDone()) {
      if (stop.await(Double.isNaN(first) ? 100 : 1_000, TimeUnit.MILLISECONDS)) {
        traffic.stop();
        break;
      }
      flink.requireRunning();
      if (Double.isNaN(first)) {
        first = firstDecision(index);
      } else {
        view.accept(table.lines(index.lastMinute(), index.anomalies()));
      }
    }
    sending.get(DRAIN_SECONDS, TimeUnit.SECONDS);
    drain(flink, traffic, index);
    awaitReplays(traffic, index);
    return Double.isNaN(first) ? firstDecision(index) : first;
  }

  private double firstDecision(DemoIndex index) throws IOException {
    index.refresh();
    if (index.decisions() == 0) {
      return Double.NaN;
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    progress.accept("First decision in Elasticsearch");
    return seconds;
  }

  /**
   * Waits until every capture sent is decided or dead-lettered, for as long as their number grows.
   * After Ctrl-C nobody wants to wait long: what is still under way then is told as unaccounted.
   */
  private void drain(DemoFlink flink, DemoTraffic traffic, DemoIndex index) throws Exception {
    progress.accept("No more captures are sent; waiting for the last decisions");
    long limit = TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    long began = System.nanoTime();
    long grew = began;
    long told = began;
    long seen = -1;
    CountDownLatch tick = new CountDownLatch(1);
    while (System.nanoTime() - grew < limit) {
      index.refresh();
      long now = index.decisions() + index.deadLetteredIds().size();
      if (now >= traffic.sent().count()) {
        return;
      }
      if (now > seen) {
        seen = now;
        grew = System.nanoTime();
      }
      if (stop.getCount() == 0 && System.nanoTime() - began > limit) {
        return;
      }
      if (System.nanoTime() - told > TimeUnit.SECONDS.toNanos(TELL_SECONDS)) {
        told = System.nanoTime();
        progress.accept(now + " of " + traffic.sent().count() + " captures decided");
      }
      flink.requireRunning();
      tick.await(200, TimeUnit.MILLISECONDS);
    }
  }

  /** Waits a little for the last planted replay to be found. */
  private static void awaitReplays(DemoTraffic traffic, DemoIndex index) throws Exception {
    long began = System.nanoTime();
    CountDownLatch tick = new CountDownLatch(1);
    while (!index.replayEvidence().containsAll(traffic.sent().replays())
        && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(ANOMALY_SECONDS)) {
      tick.await(200, TimeUnit.MILLISECONDS);
      index.refresh();
    }
  }

  private static DemoSummary summary(
      double first, DemoTraffic traffic, DemoIndex index, Population population)
      throws IOException {
    return DemoSummary.of(
        first,
        traffic.sent(),
        index.allDecisions(),
        index.deadLetteredIds(),
        index.replayEvidence(),
        index.anomaliesByKind(),
        index.refusedDocuments(),
        index.outcomes(),
        population.describe());
  }
}
