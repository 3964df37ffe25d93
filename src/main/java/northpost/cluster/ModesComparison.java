package northpost.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import northpost.job.NorthpostOptions;
import northpost.replay.Replay;
import northpost.source.PortRegistryYaml;
import northpost.synthetic.Population;
import northpost.synthetic.Progress;

/**
 * The same captures by {@code run} over files, by {@code flink run} on a session cluster, and in
 * application mode.
 *
 * @param folders where the build is; each run works in a folder of its own below that for work
 * @param captures how many
 * @param seed fixes who travels
 */
public record ModesComparison(ClusterFolders folders, int captures, long seed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param travellers gives the rendered travellers; takes its time where they are still to render
   * @param progress told what goes on
   */
  public ModesReport run(Function<Progress, Population> travellers, Consumer<String> progress)
      throws Exception {
    Traffic traffic =
        Traffic.of(travellers.apply(Progress.NONE), PortRegistryYaml.shipped(), seed, captures);
    progress.accept("northpost run");
    Map<String, String> files = replay(traffic, progress);
    progress.accept("Session cluster");
    RunResult session = run(JobMode.SESSION, traffic, progress);
    progress.accept("Application mode");
    RunResult application = run(JobMode.APPLICATION, traffic, progress);
    return new ModesReport(traffic.captureIds().size(), files, session, application);
  }

  private RunResult run(JobMode mode, Traffic traffic, Consumer<String> progress) throws Exception {
    return new ClusterRun(
            folders.below(mode.name().toLowerCase(Locale.ROOT)),
            mode,
            NorthpostOptions.Delivery.AT_LEAST_ONCE,
            traffic,
            List.of(),
            progress)
        .run();
  }

  private Map<String, String> replay(Traffic traffic, Consumer<String> progress) throws Exception {
    Path work = folders.work().resolve("run");
    Traffic.InputFiles input = traffic.write(work.resolve("in"));
    Path output = work.resolve("out");
    new Replay(
            input.captures(),
            input.references(),
            input.policies(),
            input.adjudications(),
            output,
            false,
            2,
            Map.of(
                NorthpostOptions.MODELS_DIRECTORY.key(),
                folders.image().resolve("models").toString()))
        .run(progress);
    Map<String, String> decisions = new TreeMap<>();
    for (String line : Files.readAllLines(output.resolve("decisions.ndjson"))) {
      JsonNode decision = JSON.readTree(line);
      decisions.put(decision.path("captureId").asText(), SeenDecisions.comparable(line));
    }
    return decisions;
  }
}
