package northpost.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import northpost.domain.PortRegistry;
import northpost.job.NorthpostOptions;
import northpost.replay.Replay;
import northpost.replay.ReplaySummary;
import northpost.scoring.Matching;
import northpost.scoring.ReportedAnomaly;
import northpost.scoring.ScenarioTruth;
import northpost.scoring.Score;
import northpost.scoring.ScoreTable;
import northpost.scoring.Timeline;
import northpost.simulation.Scenario;
import northpost.simulation.ScenarioFiles;
import northpost.simulation.SimulationWriter;

/**
 * Simulates scenarios, runs the whole job over each, and scores the anomalies that it reports. Of
 * each run the planted and the reported anomalies, the score and a timeline stay; the traffic and
 * its decisions are deleted unless they are to be kept.
 */
public final class ScenarioSuite {
  private final PortRegistry registry;
  private final Path output;
  private final int parallelism;
  private final Map<String, String> settings;
  private final boolean keep;
  private final Consumer<String> progress;

  /**
   * @param output folder; one below it for each run
   * @param settings of the job that differ from the defaults
   * @param keep whether traffic and decisions stay
   * @param progress told what goes on
   */
  public ScenarioSuite(
      PortRegistry registry,
      Path output,
      int parallelism,
      Map<String, String> settings,
      boolean keep,
      Consumer<String> progress) {
    this.registry = registry;
    this.output = output;
    this.parallelism = parallelism;
    this.settings = new HashMap<>(quick());
    this.settings.putAll(settings);
    this.keep = keep;
    this.progress = progress;
  }

  /**
   * Settings of a run that nobody waits for: state on the heap, as it is small and never restored;
   * few checkpoints; one shard, as galleries are small. Event time is told often, or a run that is
   * fast would know less of what comes late than a live job.
   */
  private static Map<String, String> quick() {
    return Map.of(
        "state.backend.type",
        "hashmap",
        "execution.checkpointing.interval",
        "30 s",
        "pipeline.auto-watermark-interval",
        "20 ms",
        NorthpostOptions.GALLERY_SHARDS.key(),
        "1",
        NorthpostOptions.GIVEN_FACES.key(),
        "true");
  }

  /** One scenario under one seed. What an earlier run left in its folder is replaced. */
  public ScenarioRun run(Scenario scenario, long seed) throws Exception {
    long started = System.nanoTime();
    Path folder = output.resolve(scenario.name() + "-" + seed);
    delete(folder);
    Path traffic = folder.resolve("traffic");
    Path results = folder.resolve("results");
    Files.createDirectories(traffic);
    ScenarioFiles.Summary simulated =
        new ScenarioFiles(scenario, registry, seed, (n, at) -> {}).write(traffic);
    ReplaySummary replayed =
        new Replay(
                traffic.resolve("captures.ndjson"),
                traffic.resolve("references.ndjson"),
                traffic.resolve("policies.ndjson"),
                results,
                parallelism,
                settings)
            .run(line -> {});
    Files.move(traffic.resolve(SimulationWriter.PLANTED), folder.resolve(SimulationWriter.PLANTED));
    Files.move(results.resolve("anomalies.ndjson"), folder.resolve("anomalies.ndjson"));
    Score score = scored(folder, scenario.title() + " (seed " + seed + ")");
    if (!keep) {
      delete(traffic);
      delete(results);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    return new ScenarioRun(
        scenario.name(), seed, simulated.captures(), replayed.decisions(), seconds, score);
  }

  /**
   * All scenarios under all seeds, seed by seed.
   *
   * @param jobs how many run at once
   * @param each told the report so far after each run
   */
  public SuiteReport run(
      List<Scenario> scenarios, List<Long> seeds, int jobs, Consumer<SuiteReport> each)
      throws Exception {
    int all = scenarios.size() * seeds.size();
    long started = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      CompletionService<ScenarioRun> running = new ExecutorCompletionService<>(pool);
      for (long seed : seeds) {
        for (Scenario scenario : scenarios) {
          running.submit(() -> run(scenario, seed));
        }
      }
      SuiteReport report = new SuiteReport(List.of());
      for (int done = 1; done <= all; done++) {
        ScenarioRun run = running.take().get();
        report = report.with(run);
        each.accept(report);
        long left = (System.nanoTime() - started) / done * (all - done) / 60_000_000_000L;
        progress.accept(
            done + " of " + all + ", about " + left + " min left: " + SuiteReport.line(run));
      }
      return report;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Score scored(Path folder, String title) throws IOException {
    ScenarioTruth truth = ScenarioTruth.read(folder.resolve(SimulationWriter.PLANTED));
    List<ReportedAnomaly> reported = ReportedAnomaly.read(folder.resolve("anomalies.ndjson"));
    Score.Detailed score = Score.of(truth, reported, new Matching(Matching.USUAL_TOLERANCE));
    Files.writeString(folder.resolve("score.json"), score.score().toJson() + "\n");
    Files.writeString(folder.resolve("score.txt"), ScoreTable.of(score.score()));
    Files.writeString(
        folder.resolve("timeline.html"), new Timeline(truth, reported, score).toHtml(title));
    return score.score();
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
