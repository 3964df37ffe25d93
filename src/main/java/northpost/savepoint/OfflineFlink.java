package northpost.savepoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import northpost.job.LocalFlink;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FileUtils;

/** An embedded Flink for work on savepoints; what it keeps on disk goes when it is closed. */
final class OfflineFlink implements AutoCloseable {
  private static final int SECONDS_BETWEEN_LINES = 5;

  private final Path work;
  private final StreamExecutionEnvironment env;

  /**
   * @param settings Flink's settings that differ from the defaults
   */
  OfflineFlink(int parallelism, Map<String, String> settings) throws IOException {
    work = Files.createTempDirectory("northpost-savepoint-");
    Map<String, String> all = LocalFlink.settings(work);
    all.put("taskmanager.memory.network.max", "128m");
    all.put("taskmanager.numberOfTaskSlots", Integer.toString(parallelism));
    all.put("heartbeat.interval", "2 s");
    all.put("restart-strategy.type", "none");
    all.putAll(settings);
    env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, Configuration.fromMap(all));
  }

  StreamExecutionEnvironment env() {
    return env;
  }

  static StateBackend backend() {
    return new EmbeddedRocksDBStateBackend(true);
  }

  /**
   * Runs what was added to the environment to its end.
   *
   * @param line makes a progress line of the accumulators
   * @throws SavepointRefusedException as one of its functions threw it
   */
  JobExecutionResult run(
      String name, Consumer<String> progress, Function<Map<String, Object>, String> line)
      throws Exception {
    JobClient job = env.executeAsync(name);
    var result = job.getJobExecutionResult();
    while (true) {
      try {
        return result.get(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        progress.accept(line.apply(job.getAccumulators().get()));
      } catch (InterruptedException e) {
        job.cancel();
        throw e;
      } catch (ExecutionException e) {
        throw refusedOr(e);
      }
    }
  }

  /** The refusal at the bottom of a failure, or the failure. */
  static Exception refusedOr(Exception failure) {
    return ExceptionUtils.findThrowable(failure, SavepointRefusedException.class)
        .<Exception>map(refused -> refused)
        .orElse(failure);
  }

  @Override
  public void close() throws Exception {
    env.close();
    FileUtils.deleteDirectoryQuietly(work.toFile());
  }
}
