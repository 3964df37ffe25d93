package northpost.replay;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import northpost.job.Configurations;
import northpost.job.FileInputs;
import northpost.job.FileOutputs;
import northpost.job.NorthpostJob;
import northpost.job.NorthpostOptions;
import northpost.job.Topology;
import northpost.job.TopologySettings;
import northpost.source.PortRegistryYaml;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/**
 * Runs the topology once over files, on an embedded Flink with RocksDB.
 *
 * @param policies null: only the policy of the settings applies
 * @param adjudications null: no officer answered
 * @param output folder for the results
 * @param encounters whether encounters.ndjson is written too
 * @param settings Northpost's and Flink's settings that differ from the defaults
 */
public record Replay(
    Path captures,
    Path references,
    Path policies,
    Path adjudications,
    Path output,
    boolean encounters,
    int parallelism,
    Map<String, String> settings) {

  /** Without adjudications, and without a file of encounters. */
  public Replay(
      Path captures,
      Path references,
      Path policies,
      Path output,
      int parallelism,
      Map<String, String> settings) {
    this(captures, references, policies, null, output, false, parallelism, settings);
  }

  /**
   * Runs to the end of the captures.
   *
   * @param progress told what goes on
   * @throws IllegalArgumentException when a file is missing or a setting is wrong
   */
  public ReplaySummary run(Consumer<String> progress) throws Exception {
    Path work = workFolder();
    try {
      Configuration config = configuration(work);
      Configurations.check(config);
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
      env.configure(NorthpostJob.safeguards());
      Path parts = work.resolve("parts");
      Topology.build(
          env,
          FileInputs.of(
              captures,
              references,
              given(policies, work.resolve("policies.ndjson")),
              given(adjudications, work.resolve("adjudications.ndjson")),
              PortRegistryYaml.shipped(),
              config),
          FileOutputs.under(parts, encounters),
          TopologySettings.replay(config));
      progress.accept("Starting Flink at parallelism " + parallelism);
      execute(env, progress);
      progress.accept("Writing the results to " + output);
      return new ResultFiles(parts, output).collect();
    } finally {
      FileUtils.deleteDirectoryQuietly(work.toFile());
    }
  }

  /** Beside the results, so that they are moved there and never copied. */
  private Path workFolder() throws IOException {
    try {
      Files.createDirectories(output);
      return Files.createTempDirectory(output, ".run-");
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          "output " + output + ": got a file at " + e.getFile() + ", expected a folder");
    } catch (FileSystemException e) {
      throw new IllegalArgumentException(
          "output " + output + ": got " + e + ", expected a folder that can be written", e);
    }
  }

  private static void execute(StreamExecutionEnvironment env, Consumer<String> progress)
      throws Exception {
    JobClient job = env.executeAsync("northpost-run");
    var result = job.getJobExecutionResult();
    while (true) {
      try {
        result.get(5, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException e) {
        progress.accept("Running");
      } catch (InterruptedException e) {
        job.cancel();
        throw e;
      }
    }
  }

  /** What is not given is an empty file, so that the topology is the same. */
  private static Path given(Path file, Path empty) throws IOException {
    return file != null ? file : Files.createFile(empty);
  }

  private Configuration configuration(Path work) {
    Map<String, String> all = new HashMap<>();
    all.put("state.backend.type", "rocksdb");
    all.put("execution.checkpointing.interval", "2 s");
    all.put("execution.checkpointing.incremental", "true");
    all.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    // All that Flink unpacks and keeps goes with the work folder.
    all.put("io.tmp.dirs", work.resolve("flink").toString());
    all.put("web.tmpdir", work.resolve("web").toString());
    all.put("taskmanager.memory.managed.size", "256m");
    all.put("taskmanager.memory.network.max", "256m");
    all.put("taskmanager.numberOfTaskSlots", Integer.toString(parallelism));
    all.put("rest.bind-port", "0");
    all.put("rest.address", "127.0.0.1");
    all.put("rest.bind-address", "127.0.0.1");
    all.put(
        NorthpostOptions.MODELS_DIRECTORY.key(),
        Path.of(System.getProperty("northpost.home", "."), "models").toString());
    all.putAll(settings);
    return Configuration.fromMap(all);
  }
}
