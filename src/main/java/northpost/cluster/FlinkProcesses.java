package northpost.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.embedded.FreePorts;
import northpost.embedded.ServerCommand;
import northpost.embedded.ServerProcess;
import org.apache.flink.util.FileUtils;

/** Starts the JVMs of Flink as its scripts do, and keeps each one's output in the logs. */
final class FlinkProcesses {
  private static final String MAIN = "northpost.servers.FlinkProcessMain";
  private static final Duration START_LIMIT = Duration.ofMinutes(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  /** A process that lives until it is killed soon has no time to be compiled well. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final ClusterFolders folders;
  private final ClusterConfiguration configuration;

  /** How often each was started: no log is written over. */
  private final Map<String, Integer> started;

  FlinkProcesses(ClusterFolders folders, ClusterConfiguration configuration) {
    this(folders, configuration, new HashMap<>());
  }

  private FlinkProcesses(
      ClusterFolders folders, ClusterConfiguration configuration, Map<String, Integer> started) {
    this.folders = folders;
    this.configuration = configuration;
    this.started = started;
  }

  /** Those of another version of the job, after these. */
  FlinkProcesses of(ClusterFolders version, ClusterConfiguration itsConfiguration) {
    return new FlinkProcesses(version, itsConfiguration, started);
  }

  /** ZooKeeper as it comes with Flink, for its high availability outside of Kubernetes. */
  static ServerProcess zooKeeper(ClusterFolders folders, int port) throws IOException {
    Path data = folders.work().resolve("zookeeper");
    Files.createDirectories(data);
    List<Integer> quorum = FreePorts.pick(2);
    Path settings =
        Files.write(
            folders.work().resolve("zoo.cfg"),
            List.of(
                "dataDir=" + data,
                "clientPort=" + port,
                "clientPortAddress=127.0.0.1",
                "tickTime=2000",
                "initLimit=10",
                "syncLimit=5",
                "admin.enableServer=false",
                "server.1=127.0.0.1:" + quorum.get(0) + ":" + quorum.get(1)));
    return ServerProcess.start(
        new ServerCommand(
            "zookeeper",
            folders.classPath(),
            options(List.of("-Xmx96m"), List.of()),
            MAIN,
            List.of(
                "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                "--zkConfigFile",
                settings.toString(),
                "--peerId",
                "1"),
            folders.logs().resolve("zookeeper.log"),
            START_LIMIT,
            STOP_LIMIT));
  }

  ServerProcess jobManager(JobMode mode, int restPort) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(mode.jobManager(), "--configDir"));
    arguments.add(folders.conf().toString());
    if (mode == JobMode.APPLICATION) {
      arguments.addAll(List.of("--job-classname", "northpost.job.NorthpostJob"));
    }
    arguments.addAll(List.of("-D", "rest.port=" + restPort));
    arguments.addAll(List.of("-D", "rest.bind-port=" + restPort));
    return start("job-manager", configuration.jobManagerMemory(), arguments);
  }

  ServerProcess taskManager(int number) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "--configDir",
                folders.conf().toString()));
    arguments.addAll(configuration.taskManagerResources());
    return start("task-manager-" + number, configuration.taskManagerMemory(), arguments);
  }

  private ServerProcess start(String name, List<String> memory, List<String> arguments)
      throws IOException {
    int time = started.merge(name, 1, Integer::sum);
    // What a killed JVM unpacked stays; its successor begins with an empty folder.
    Path temporary = folders.work().resolve("tmp").resolve(name);
    FileUtils.deleteDirectoryQuietly(temporary.toFile());
    Files.createDirectories(temporary);
    List<String> options = options(memory, configuration.jvmOptions());
    options.add("-Djava.io.tmpdir=" + temporary);
    options.add("-Dlog4j.configurationFile=" + folders.logging());
    options.add("-Dlog.file=" + temporary.resolve("flink.log"));
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("-D", "metrics.reporter.prometheus.port=" + FreePorts.pick()));
    all.addAll(List.of("-D", "io.tmp.dirs=" + temporary));
    return ServerProcess.start(
        new ServerCommand(
            name,
            folders.classPath(),
            options,
            MAIN,
            all,
            environment(temporary),
            folders.logs().resolve(name + "-" + time + ".log"),
            START_LIMIT,
            STOP_LIMIT));
  }

  private static List<String> options(List<String> memory, List<String> more) {
    List<String> options = new ArrayList<>(memory);
    options.addAll(SHORT_LIVED);
    options.addAll(more);
    return options;
  }

  /** As in the image: the job's folder usrlib is beside the folder lib. */
  private Map<String, String> environment(Path temporary) {
    return Map.of(
        "FLINK_CONF_DIR", folders.conf().toString(),
        "FLINK_LIB_DIR", folders.image().resolve("lib").toString(),
        "FLINK_PLUGINS_DIR", folders.servers().resolve("flink/plugins").toString(),
        "DJL_CACHE_DIR", temporary.resolve("djl").toString());
  }

  /** {@code flink run -d} with the job jar, to its end. */
  void submit() throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options(List.of("-Xmx256m"), configuration.jvmOptions()));
    line.add("-cp");
    line.add(String.join(":", folders.classPath().stream().map(Path::toString).toList()));
    line.addAll(
        List.of(
            "org.apache.flink.client.cli.CliFrontend", "run", "-d", folders.jobJar().toString()));
    Path log = folders.logs().resolve("flink-run.log");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment(folders.work()));
    Process process = builder.start();
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(
            "flink run: expected exit status 0, got "
                + status
                + "; "
                + log
                + ":\n"
                + Files.readString(log, StandardCharsets.UTF_8));
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
