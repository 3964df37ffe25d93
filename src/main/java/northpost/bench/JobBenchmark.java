package northpost.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import northpost.job.NorthpostOptions;
import northpost.job.TopologySettings;
import org.apache.flink.util.FileUtils;

/** Measures the job from routing to decision, embeddings given, against a bare loop. */
public final class JobBenchmark {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int SHARES_PARALLELISM = 8;
  private static final double UPDATES_A_SECOND = 20;

  private final Path directory;
  private final int dimension;
  private final Effort effort;
  private final Consumer<String> progress;

  /**
   * A measurement.
   *
   * @param directory takes state and checkpoints meanwhile
   * @param progress takes lines for people
   */
  public JobBenchmark(Path directory, int dimension, Effort effort, Consumer<String> progress) {
    this.directory = directory;
    this.dimension = dimension;
    this.effort = effort;
    this.progress = progress;
  }

  /**
   * How long it measures.
   *
   * @param rounds whose medians are taken
   * @param roundSeconds how long a round lasts, about
   * @param load rate of the latency rounds over the most the job did
   * @param productionSeconds how long a latency round with the checkpoints of production lasts; 0
   *     leaves these out
   */
  public record Effort(int rounds, double roundSeconds, double load, double productionSeconds) {}

  /** Measures galleries of these sizes, 1:N and 1:1. */
  public JobReport run(List<Integer> sizes) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    List<JobReport.Throughput> throughput = new ArrayList<>();
    List<JobReport.Shares> shares = new ArrayList<>();
    List<JobReport.Latency> latency = new ArrayList<>();
    for (int references : sizes) {
      for (boolean verification : new boolean[] {false, true}) {
        Travellers travellers = new Travellers(references, dimension, verification);
        try (Session session = new Session(travellers, cores)) {
          throughput.add(session.throughput());
          double rate = throughput.get(throughput.size() - 1).jobPerSecond() * effort.load();
          latency.add(session.latency(rate, CheckpointPace.BACK_TO_BACK, effort.roundSeconds()));
          if (effort.productionSeconds() > 0) {
            latency.add(
                session.latency(rate, CheckpointPace.PRODUCTION, effort.productionSeconds()));
          }
        }
        try (Session session = new Session(travellers, SHARES_PARALLELISM)) {
          shares.add(session.shares());
        }
      }
    }
    return new JobReport(
        cores, Runtime.getRuntime().maxMemory() >> 20, dimension, throughput, shares, latency);
  }

  /** One job that runs, with its gallery loaded. */
  private final class Session implements AutoCloseable {
    private final Travellers travellers;
    private final int parallelism;
    private final String comparison;
    private final Path work;
    private final Feed feed;
    private final JobUnderTest job;
    private final double firstRate;

    Session(Travellers travellers, int parallelism) throws Exception {
      this.travellers = travellers;
      this.parallelism = parallelism;
      comparison = travellers.verification() ? "1:1" : "1:N";
      Files.createDirectories(directory);
      work = Files.createTempDirectory(directory, "job-").toAbsolutePath();
      feed = Feed.open(work.toString(), travellers);
      job = JobUnderTest.start(feed, parallelism, work, null);
      say("loading " + travellers.references() + " references");
      job.admitReferences(travellers.references());
      say("warming up");
      int few = 200;
      double rate = 0;
      // Until a round lasts long enough to tell the rate.
      for (double seconds = 0; seconds < effort.roundSeconds() / 2; few *= 2) {
        seconds = decided(few, false).seconds();
        rate = few / seconds;
      }
      firstRate = rate;
    }

    private void say(String what) {
      progress.accept(
          comparison
              + ", "
              + travellers.references()
              + " references, parallelism "
              + parallelism
              + ": "
              + what);
    }

    private Tally decided(int count, boolean uniform) throws Exception {
      Tally tally = feed.grantProbes(count, 0, uniform, true);
      job.await(tally);
      return tally;
    }

    private int probesOfARound() {
      return (int) Math.max(200, firstRate * effort.roundSeconds());
    }

    JobReport.Throughput throughput() throws Exception {
      say("building the bare loop");
      var settings = TopologySettings.live(JobUnderTest.settings());
      BareLoop bare =
          new BareLoop(
              travellers, NorthpostOptions.MATCH_BATCH.defaultValue(), settings.systemPolicy());
      int count = probesOfARound();
      for (double seconds = 0; seconds < effort.roundSeconds(); ) {
        seconds += bare.decide(feed.probes().round(), parallelism, false).seconds();
      }
      double[] ofJob = new double[effort.rounds()];
      double[] ofBare = new double[effort.rounds()];
      double[] ratio = new double[effort.rounds()];
      double[] cpuOfJob = new double[effort.rounds()];
      double[] cpuOfBare = new double[effort.rounds()];
      double[] cpuRatio = new double[effort.rounds()];
      int differences = 0;
      for (int round = 0; round < effort.rounds(); round++) {
        long cpu0 = SYSTEM.getProcessCpuTime();
        Tally streamed = decided(count, false);
        long cpu1 = SYSTEM.getProcessCpuTime();
        Tally plain = bare.decide(feed.probes().round(), parallelism, true);
        long cpu2 = SYSTEM.getProcessCpuTime();
        ofJob[round] = count / streamed.seconds();
        ofBare[round] = count / plain.seconds();
        ratio[round] = ofJob[round] / ofBare[round];
        cpuOfJob[round] = (cpu1 - cpu0) / 1e3 / count;
        cpuOfBare[round] = (cpu2 - cpu1) / 1e3 / count;
        cpuRatio[round] = cpuOfBare[round] / cpuOfJob[round];
        differences += differences(streamed.answers(), plain.answers());
        say(
            String.format(
                Locale.ROOT, "job %.0f/s, bare loop %.0f/s", ofJob[round], ofBare[round]));
      }
      return new JobReport.Throughput(
          comparison,
          travellers.references(),
          parallelism,
          count,
          effort.rounds(),
          median(ofJob),
          median(ofBare),
          median(ratio),
          median(cpuRatio),
          median(cpuOfJob),
          median(cpuOfBare),
          count * effort.rounds(),
          differences);
    }

    JobReport.Shares shares() throws Exception {
      int count = probesOfARound();
      double[] real = new double[effort.rounds()];
      double[] uniform = new double[effort.rounds()];
      double[] ratio = new double[effort.rounds()];
      for (int round = 0; round < effort.rounds(); round++) {
        // Who goes first changes, so that a trend of the machine favours neither.
        boolean uniformFirst = round % 2 == 1;
        double first = count / decided(count, uniformFirst).seconds();
        double second = count / decided(count, !uniformFirst).seconds();
        real[round] = uniformFirst ? second : first;
        uniform[round] = uniformFirst ? first : second;
        ratio[round] = real[round] / uniform[round];
        say(
            String.format(
                Locale.ROOT, "real shares %.0f/s, uniform %.0f/s", real[round], uniform[round]));
      }
      return new JobReport.Shares(
          comparison,
          travellers.references(),
          parallelism,
          count,
          effort.rounds(),
          median(real),
          median(uniform),
          median(ratio));
    }

    JobReport.Latency latency(double rate, CheckpointPace pace, double seconds) throws Exception {
      int count = (int) Math.max(100, rate * seconds);
      double[][] without = new double[effort.rounds()][];
      double[][] with = new double[effort.rounds()][];
      List<Long> checkpoints = new ArrayList<>();
      for (int round = 0; round < effort.rounds(); round++) {
        boolean withFirst = round % 2 == 1;
        for (boolean checkpointing : new boolean[] {withFirst, !withFirst}) {
          double[] found = paced(count, rate, pace, checkpointing ? checkpoints : null);
          (checkpointing ? with : without)[round] = found;
        }
        say(
            String.format(
                Locale.ROOT,
                "p99 %.1f ms with checkpoints, %.1f ms without",
                percentile(with[round], .99),
                percentile(without[round], .99)));
      }
      double p99With = medianOf(with, .99);
      double p99Without = medianOf(without, .99);
      return new JobReport.Latency(
          comparison,
          travellers.references(),
          parallelism,
          pace.label(),
          count / rate,
          rate,
          effort.rounds(),
          medianOf(without, .5),
          medianOf(without, .95),
          p99Without,
          medianOf(with, .5),
          medianOf(with, .95),
          p99With,
          p99With / p99Without,
          checkpoints.size(),
          median(checkpoints.stream().mapToDouble(Long::doubleValue).toArray()));
    }

    /** A round at a fixed rate, while references change; durations of checkpoints go to a list. */
    private double[] paced(int count, double rate, CheckpointPace pace, List<Long> checkpoints)
        throws Exception {
      int updates = (int) Math.ceil(count / rate * UPDATES_A_SECOND);
      feed.references().grant(updates, (long) (1e9 / UPDATES_A_SECOND), false);
      Tally tally = feed.grantProbes(count, (long) (1e9 / rate), false, false);
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Void> checkpointing =
          checkpoints == null
              ? CompletableFuture.completedFuture(null)
              : CompletableFuture.runAsync(() -> job.checkpointUntil(over, pace, checkpoints));
      try {
        job.await(tally);
      } finally {
        over.set(true);
      }
      checkpointing.get();
      return tally.sortedLatencies();
    }

    @Override
    public void close() throws Exception {
      try {
        job.close();
      } finally {
        feed.close();
        FileUtils.deleteDirectoryQuietly(work.toFile());
      }
    }
  }

  private static int differences(String[] a, String[] b) {
    int differences = 0;
    for (int i = 0; i < a.length; i++) {
      if (!a[i].equals(b[i])) {
        differences++;
      }
    }
    return differences;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The smallest value that a share of all does not exceed. */
  static double percentile(double[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static double medianOf(double[][] rounds, double share) {
    return median(Arrays.stream(rounds).mapToDouble(r -> percentile(r, share)).toArray());
  }
}
