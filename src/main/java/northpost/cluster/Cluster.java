package northpost.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import northpost.embedded.ElasticsearchServer;
import northpost.embedded.FreePorts;
import northpost.embedded.KafkaBroker;
import northpost.embedded.ServerProcess;
import northpost.embedded.WorkFiles;
import northpost.job.NorthpostOptions;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ElasticsearchSettings;
import org.apache.flink.util.FileUtils;

/**
 * ZooKeeper, Kafka, Elasticsearch, a job manager and task managers, each a process of its own on
 * loopback. All end when this is closed, or when this process ends, however it does.
 */
final class Cluster implements AutoCloseable {
  private static final String SESSION_TIMEOUT = "30 s";
  private static final String JOB_MANAGER = "job-manager";
  private static final long SUPERVISION_MILLIS = 1_000;

  /** A process may end once before the job runs, such as by a loss of leadership, but not again. */
  private static final int ENDINGS_AT_START = 2;

  private static final int LINES_BEFORE_FAILURE = 3;
  private static final int LINES_OF_FAILURE = 40;

  private final ClusterFolders folders;
  private final ClusterSettings settings;
  private int zooKeeperPort;
  private final Patience patience;
  private final List<ServerProcess> taskManagers = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private final Consumer<String> progress;

  /** Guards the processes of Flink and what is known of them. */
  private final Object flinkLock = new Object();

  /** Those that were killed and are about to be replaced by whoever killed them. */
  private final Set<String> killed = new HashSet<>();

  /** How often each ended by itself before the job ran. */
  private final Map<String, Integer> endings = new HashMap<>();

  private final Thread supervisor = new Thread(this::supervise, "cluster-supervisor");
  private ServerProcess zooKeeper;
  private KafkaBroker broker;
  private ElasticsearchServer elasticsearch;
  private FlinkProcesses flink;
  private ServerProcess jobManager;
  private volatile FlinkRest rest;
  private volatile boolean started;

  /** Why the job will not come to run; null while it may. */
  private volatile String hopeless;

  private Cluster(
      ClusterFolders folders,
      ClusterSettings settings,
      Patience patience,
      Consumer<String> progress) {
    this.folders = folders;
    this.settings = settings;
    this.patience = patience;
    this.progress = progress;
  }

  /** What a job needs before it starts, such as topics. */
  interface Preparation {
    void on(KafkaBroker broker) throws Exception;
  }

  /**
   * Starts all of it and waits until the tasks of the job run.
   *
   * @throws ClusterException as soon as they cannot any more, with the reason: the application
   *     failed, or a process ended by itself and so did the one in its place
   */
  static Cluster start(
      ClusterFolders folders,
      ClusterSettings settings,
      Patience patience,
      Preparation preparation,
      Consumer<String> progress)
      throws Exception {
    folders.require();
    Cluster cluster = new Cluster(folders, settings, patience, progress);
    try {
      cluster.begin(preparation);
      return cluster;
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void begin(Preparation preparation) throws Exception {
    zooKeeperPort = FreePorts.pick();
    zooKeeper = FlinkProcesses.zooKeeper(folders, zooKeeperPort);
    broker = KafkaBroker.start(folders.servers(), folders.work(), WorkFiles.KEEP);
    progress.accept("Kafka " + broker.bootstrapServers() + ", process " + broker.pid());
    elasticsearch =
        ElasticsearchServer.start(folders.servers(), folders.work(), Map.of(), WorkFiles.KEEP);
    progress.accept("Elasticsearch " + elasticsearch.url() + ", process " + elasticsearch.pid());
    try (ElasticsearchInstaller installer =
        new ElasticsearchInstaller(ElasticsearchSettings.of(List.of(elasticsearch.url())), 1, 0)) {
      installer.install();
    }
    preparation.on(broker);

    ClusterConfiguration configuration = configuration();
    configuration.write(folders.conf());
    differences.addAll(configuration.differences());
    differences.add("JVM options besides: " + String.join(" ", FlinkProcesses.SHORT_LIVED));
    flink = new FlinkProcesses(folders, configuration);
    startFlink();
    supervisor.setDaemon(true);
    supervisor.start();
    if (settings.mode() == JobMode.SESSION) {
      patience.until(
          "free slots " + settings.taskManagers(),
          () -> {
            requireHope();
            return rest.freeSlots();
          },
          slots -> slots >= settings.taskManagers());
      flink.submit();
    }
    awaitTasks();
  }

  private void startFlink() throws IOException {
    startJobManager();
    for (int number = 1; number <= settings.taskManagers(); number++) {
      taskManagers.add(flink.taskManager(number));
    }
    progress.accept(
        "Flink "
            + rest.url()
            + ", job manager process "
            + jobManager.pid()
            + ", task managers "
            + taskManagers.stream().map(ServerProcess::pid).toList());
  }

  private ClusterConfiguration configuration() throws IOException {
    String loopback = "127.0.0.1";
    return ClusterConfiguration.shipped(folders.image().resolve("conf"))
        .with(NorthpostOptions.BOOTSTRAP_SERVERS.key(), broker.bootstrapServers())
        .with(NorthpostOptions.ELASTICSEARCH_URLS.key(), elasticsearch.url())
        .without(NorthpostOptions.ELASTICSEARCH_API_KEY_FILE.key())
        .without(NorthpostOptions.KAFKA_PROPERTIES.key() + ".security.protocol")
        .with(NorthpostOptions.MAX_INDEX_MEMORY.key(), "16 mb")
        .with(NorthpostOptions.ELASTICSEARCH_BUFFER.key(), "32 mb")
        .with(NorthpostOptions.MODELS_DIRECTORY.key(), folders.models())
        .with("jobmanager.rpc.address", loopback)
        .with("jobmanager.rpc.port", FreePorts.pick())
        .with("jobmanager.bind-host", loopback)
        .with("taskmanager.host", loopback)
        .with("taskmanager.bind-host", loopback)
        .with("rest.address", loopback)
        .with("rest.bind-address", loopback)
        .with("execution.checkpointing.dir", uri("checkpoints"))
        .with("execution.checkpointing.savepoint-dir", uri("savepoints"))
        .with("jobmanager.memory.process.size", "896m")
        .with("taskmanager.memory.process.size", "1400m")
        .with("taskmanager.memory.managed.size", "96m")
        .with("taskmanager.memory.task.off-heap.size", "160m")
        .with("taskmanager.numberOfTaskSlots", 1)
        .with("parallelism.default", settings.taskManagers())
        .with("high-availability.zookeeper.quorum", loopback + ":" + zooKeeperPort)
        .with("high-availability.zookeeper.client.session-timeout", SESSION_TIMEOUT)
        .with("high-availability.storageDir", uri("high-availability"))
        // Else a process that is given no processor for 10 s ends before it has begun.
        .with("pekko.startup-timeout", "2 min")
        // The job manager is asked how the job ended.
        .with("execution.shutdown-on-application-finish", false)
        .withAll(settings.settings());
  }

  private String uri(String folder) throws IOException {
    Path path = folders.work().resolve(folder);
    Files.createDirectories(path);
    return path.toUri().toString();
  }

  /**
   * Puts another process in the place of one that ended by itself, as Kubernetes would: Flink ends
   * a job manager that has lost its leadership, and a task manager that has lost its job manager
   * for long.
   */
  private void supervise() {
    try {
      while (true) {
        Thread.sleep(SUPERVISION_MILLIS);
        synchronized (flinkLock) {
          if (!killed.contains(JOB_MANAGER) && !jobManager.isAlive()) {
            endedByItself(JOB_MANAGER, jobManager);
            startJobManager();
          }
          for (int number = 0; number < taskManagers.size(); number++) {
            if (!killed.contains(taskManager(number)) && !taskManagers.get(number).isAlive()) {
              endedByItself(taskManager(number), taskManagers.get(number));
              taskManagers.set(number, flink.taskManager(number + 1));
            }
          }
        }
      }
    } catch (InterruptedException e) {
      // The cluster is closed.
    } catch (IOException e) {
      progress.accept("not replaced: " + e);
      hopeless = e.getMessage();
    }
  }

  private void endedByItself(String name, ServerProcess process) {
    progress.accept(name + ", process " + process.pid() + ", ended by itself");
    if (!started && endings.merge(name, 1, Integer::sum) >= ENDINGS_AT_START) {
      hopeless = process.endedByItself().getMessage();
    }
  }

  private void requireHope() throws Exception {
    if (hopeless != null) {
      throw new ClusterException("expected the job to run, got: " + hopeless);
    }
    FlinkRest.Failure failure = rest.failure();
    if (failure != null) {
      throw new ClusterException(
          "expected the job to run, got "
              + failure.what()
              + " FAILED: "
              + (failure.trace().isEmpty() ? logOfTheFailure() : failure.trace()));
    }
  }

  /** What the job manager wrote when the job failed. */
  private String logOfTheFailure() throws IOException {
    Path log = jobManager.log();
    List<String> lines = Files.readAllLines(log);
    int from = lines.size();
    while (from > 0 && !lines.get(from - 1).contains("terminal state FAILED")) {
      from--;
    }
    from = Math.max(0, from - LINES_BEFORE_FAILURE);
    return log
        + ":\n  "
        + String.join("\n  ", lines.subList(from, Math.min(from + LINES_OF_FAILURE, lines.size())));
  }

  private static String taskManager(int number) {
    return "task-manager-" + (number + 1);
  }

  private void startJobManager() throws IOException {
    int port = FreePorts.pick();
    jobManager = flink.jobManager(settings.mode(), port);
    rest = new FlinkRest(port);
  }

  /**
   * Waits until every task of the job runs.
   *
   * @throws ClusterException as soon as that is out of the question, with the reason
   */
  void awaitTasks() throws Exception {
    patience.until(
        "every task of the job RUNNING",
        () -> {
          requireHope();
          String job = rest.job();
          return job == null ? null : rest.tasks(job);
        },
        tasks -> tasks.size() == 1 && tasks.containsKey("RUNNING"));
    started = true;
  }

  /** A line for each key of the shipped configuration that is other here. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  FlinkRest rest() {
    return rest;
  }

  KafkaBroker broker() {
    return broker;
  }

  ElasticsearchServer elasticsearch() {
    return elasticsearch;
  }

  /**
   * A process that was killed.
   *
   * @param name as in the names of logs
   */
  record Killed(KillTarget target, String name, long pid) {}

  /**
   * Kills a process as {@code kill -9} does, without starting another.
   *
   * @param number which of the task managers, from 0; of the others there is one
   */
  Killed kill(KillTarget target, int number) throws IOException {
    switch (target) {
      case TASK_MANAGER -> {
        synchronized (flinkLock) {
          killed.add(taskManager(number));
          taskManagers.get(number).kill();
          return new Killed(target, taskManager(number), taskManagers.get(number).pid());
        }
      }
      case JOB_MANAGER -> {
        synchronized (flinkLock) {
          killed.add(JOB_MANAGER);
          jobManager.kill();
          return new Killed(target, JOB_MANAGER, jobManager.pid());
        }
      }
      case BROKER -> {
        broker.kill();
        return new Killed(target, "kafka", broker.pid());
      }
      case ELASTICSEARCH -> {
        elasticsearch.kill();
        return new Killed(target, "elasticsearch", elasticsearch.pid());
      }
    }
    throw new IllegalArgumentException("unknown target " + target);
  }

  /**
   * Starts what was killed again, as Kubernetes would: another job or task manager, the same broker
   * or Elasticsearch on its data.
   *
   * @return its process id
   */
  long replace(KillTarget target, int number) throws IOException {
    switch (target) {
      case TASK_MANAGER -> {
        synchronized (flinkLock) {
          taskManagers.set(number, flink.taskManager(number + 1));
          killed.remove(taskManager(number));
          return taskManagers.get(number).pid();
        }
      }
      case JOB_MANAGER -> {
        synchronized (flinkLock) {
          startJobManager();
          killed.remove(JOB_MANAGER);
          return jobManager.pid();
        }
      }
      case BROKER -> {
        broker.restart();
        return broker.pid();
      }
      case ELASTICSEARCH -> {
        elasticsearch.restart();
        return elasticsearch.pid();
      }
    }
    throw new IllegalArgumentException("unknown target " + target);
  }

  /**
   * Brings the job to its end and waits for it: all windows closed, all sent, all committed.
   *
   * @return its last savepoint, as a URI
   */
  String drain() throws Exception {
    return stop(true);
  }

  /**
   * Stops the job where it is and waits for it: all that it has made is committed and sent, and the
   * rest is in the savepoint. The processes stay.
   *
   * @return the savepoint, as a URI
   */
  String stop() throws Exception {
    return stop(false);
  }

  private String stop(boolean drain) throws Exception {
    String job = patience.until("a job", () -> rest.job(), id -> true);
    String request = rest.stop(job, folders.work().resolve("savepoints"), drain);
    String end =
        patience
            .until(
                "the job FINISHED",
                () -> {
                  String state = rest.state(job);
                  // Its tasks finish one by one: that is progress too.
                  return new End(state, rest.tasks(job));
                },
                seen -> List.of("FINISHED", "FAILED", "CANCELED").contains(seen.state()))
            .state();
    if (!end.equals("FINISHED")) {
      throw new ClusterException("expected the job FINISHED, got " + end);
    }
    FlinkRest.Savepoint savepoint =
        patience.until(
            "the job's savepoint", () -> rest.savepoint(job, request), FlinkRest.Savepoint::done);
    if (savepoint.location().isEmpty()) {
      throw new ClusterException("expected a savepoint, got " + savepoint.failure());
    }
    return savepoint.location();
  }

  /**
   * Puts another version of the job in the place of one that was stopped, as an operator on
   * Kubernetes would: the processes of Flink end, and others start from the savepoint. Everything
   * else goes on.
   *
   * @param version what the other version is started from
   * @param name of the cluster in ZooKeeper; under the one before the job is known as finished
   * @param savepoint of which nothing may be left unclaimed, as a URI
   */
  void replaceJob(ClusterFolders version, String name, String savepoint) throws IOException {
    synchronized (flinkLock) {
      for (ServerProcess process : taskManagers) {
        process.kill();
      }
      jobManager.kill();
      taskManagers.clear();
      ClusterConfiguration configuration =
          configuration()
              .with("high-availability.cluster-id", "/" + name)
              .with("execution.state-recovery.path", savepoint)
              .with("execution.state-recovery.claim-mode", "NO_CLAIM")
              .with("execution.state-recovery.ignore-unclaimed-state", false);
      configuration.write(folders.conf());
      flink = flink.of(version, configuration);
      started = false;
      endings.clear();
      hopeless = null;
      startFlink();
    }
  }

  private record End(String state, Map<String, Integer> tasks) {}

  /** Ends every process. Logs and configuration stay, everything else that they wrote goes. */
  @Override
  public void close() throws Exception {
    supervisor.interrupt();
    supervisor.join();
    for (ServerProcess process : taskManagers) {
      process.kill();
    }
    for (ServerProcess process : new ServerProcess[] {jobManager, zooKeeper}) {
      if (process != null) {
        process.kill();
      }
    }
    if (broker != null) {
      broker.close();
      keepLog(broker.log(), "kafka.log");
    }
    if (elasticsearch != null) {
      elasticsearch.close();
      keepLog(elasticsearch.log(), "elasticsearch.log");
    }
    try (Stream<Path> files = Files.list(folders.work())) {
      for (Path file : files.toList()) {
        if (!file.equals(folders.logs()) && !file.equals(folders.conf())) {
          FileUtils.deleteFileOrDirectory(file.toFile());
        }
      }
    }
  }

  private void keepLog(Path log, String name) throws IOException {
    if (Files.exists(log)) {
      Files.move(log, folders.logs().resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
