package northpost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import northpost.embedded.ElasticsearchServer;
import northpost.embedded.StoredDocuments;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ElasticsearchSettings;
import org.apache.flink.util.FileUtils;

/** Measures the Elasticsearch sink in a job against a bare bulk loop, on a server of its own. */
public final class SinkBenchmark {
  private static final int SIZED = 1_000;

  private final Path servers;
  private final Path directory;
  private final Consumer<String> progress;

  /**
   * A measurement.
   *
   * @param servers where the servers were built
   * @param directory takes the server's data and the job's files meanwhile
   * @param progress takes lines for people
   */
  public SinkBenchmark(Path servers, Path directory, Consumer<String> progress) {
    this.servers = servers;
    this.directory = directory;
    this.progress = progress;
  }

  /** Measures after one round of each that is not counted. */
  public SinkReport run(int rounds, long documents) throws Exception {
    Files.createDirectories(directory);
    Path work = Files.createTempDirectory(directory, "sink-").toAbsolutePath();
    try (ElasticsearchServer server = ElasticsearchServer.start(servers, work, Map.of())) {
      return new Session(server, work, documents).run(rounds);
    } finally {
      FileUtils.deleteDirectoryQuietly(work.toFile());
    }
  }

  /** What one of the two took for its documents. */
  private record Taken(Cost cost, double serverCpuNanos, long missing) {
    double perSecond(long documents) {
      return documents / cost.seconds();
    }
  }

  private interface Contestant {
    Cost write(DocumentFeed feed) throws Exception;
  }

  private final class Session {
    private final ElasticsearchServer server;
    private final Path work;
    private final long documents;
    private final ElasticsearchSettings settings;

    Session(ElasticsearchServer server, Path work, long documents) throws IOException {
      this.server = server;
      this.work = work;
      this.documents = documents;
      settings = ElasticsearchSettings.of(List.of(server.url()));
      try (ElasticsearchInstaller installer = new ElasticsearchInstaller(settings, 1, 0)) {
        installer.install();
      }
    }

    SinkReport run(int rounds) throws Exception {
      List<Taken> sink = new ArrayList<>();
      List<Taken> bare = new ArrayList<>();
      try (DocumentJob job = new DocumentJob(work);
          BareBulkLoop loop = new BareBulkLoop(settings)) {
        Contestant ofSink = feed -> job.write(feed, settings, documents);
        Contestant ofBare = feed -> loop.write(feed::document, documents);
        for (int round = 0; round <= rounds; round++) {
          // Who goes first changes, so that a trend of the machine favours neither.
          boolean bareFirst = round % 2 == 1;
          Taken first = taken(bareFirst ? ofBare : ofSink, round + "a");
          Taken second = taken(bareFirst ? ofSink : ofBare, round + "b");
          if (round > 0) {
            sink.add(bareFirst ? second : first);
            bare.add(bareFirst ? first : second);
            progress.accept(
                String.format(
                    Locale.ROOT,
                    "round %d of %d: sink %.0f/s, bare loop %.0f/s",
                    round,
                    rounds,
                    sink.get(round - 1).perSecond(documents),
                    bare.get(round - 1).perSecond(documents)));
          } else {
            progress.accept("warmed up");
          }
        }
      }
      return report(sink, bare);
    }

    /** A fresh index each time, gone afterwards. */
    private Taken taken(Contestant contestant, String turn) throws Exception {
      String index = "northpost-decisions-bench-" + turn;
      StoredDocuments stored = new StoredDocuments(server.url());
      try (DocumentFeed feed =
          DocumentFeed.open(work + turn, new DocumentTraffic(index)::decision)) {
        double cpu = serverCpuNanos();
        Cost cost = contestant.write(feed);
        double serverCpu = serverCpuNanos() - cpu;
        long missing = documents - stored.count(index);
        stored.delete(index);
        return new Taken(cost, serverCpu, missing);
      }
    }

    private double serverCpuNanos() {
      return ProcessHandle.of(server.pid())
          .flatMap(process -> process.info().totalCpuDuration())
          .map(Duration::toNanos)
          .orElse(0L);
    }

    private SinkReport report(List<Taken> sink, List<Taken> bare) {
      double sinkPerSecond = median(sink, each -> each.perSecond(documents));
      double barePerSecond = median(bare, each -> each.perSecond(documents));
      double sinkCpu = median(sink, each -> each.cost().cpuNanos() / 1e3 / documents);
      double bareCpu = median(bare, each -> each.cost().cpuNanos() / 1e3 / documents);
      List<SinkReport.Round> rounds = new ArrayList<>();
      for (int i = 0; i < sink.size(); i++) {
        rounds.add(
            new SinkReport.Round(
                sink.get(i).perSecond(documents), bare.get(i).perSecond(documents)));
      }
      DocumentTraffic traffic = new DocumentTraffic("i");
      return new SinkReport(
          Runtime.getRuntime().availableProcessors(),
          documents,
          LongStream.range(0, SIZED)
              .mapToInt(number -> traffic.decision(number).json().length)
              .average()
              .orElseThrow(),
          sink.size(),
          sinkPerSecond,
          barePerSecond,
          sinkPerSecond / barePerSecond,
          sinkCpu,
          bareCpu,
          bareCpu / sinkCpu,
          median(sink, each -> each.serverCpuNanos() / 1e3 / documents),
          median(bare, each -> each.serverCpuNanos() / 1e3 / documents),
          sink.stream().mapToLong(Taken::missing).sum()
              + bare.stream().mapToLong(Taken::missing).sum(),
          rounds);
    }
  }

  private static double median(
      List<Taken> taken, java.util.function.ToDoubleFunction<Taken> measure) {
    return JobBenchmark.median(
        Arrays.stream(taken.toArray(Taken[]::new)).mapToDouble(measure).toArray());
  }
}
