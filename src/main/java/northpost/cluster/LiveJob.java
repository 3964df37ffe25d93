package northpost.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import northpost.domain.PortRegistry;
import northpost.job.NorthpostOptions;
import northpost.job.OperatorIds;
import northpost.source.PortRegistryYaml;
import org.apache.kafka.common.IsolationLevel;

/**
 * The job on a cluster of its own, with captures on their way to it and its decisions read as they
 * come. All ends when this is closed.
 */
final class LiveJob implements AutoCloseable {
  /**
   * How long nothing at all may change: Flink itself waits 5 minutes for a missing slot, and on a
   * busy machine a process may take as long to begin.
   */
  private static final Duration STANDSTILL = Duration.ofMinutes(20);

  private static final int TASK_MANAGERS = 2;

  /** Captures under way at once while nothing is broken. */
  private static final int UNDER_WAY = 16;

  /** Captures sent at once. */
  static final int AT_ONCE = 4;

  private final Patience patience = new Patience(STANDSTILL);
  private final Traffic traffic;
  private final Consumer<String> progress;
  private final Cluster cluster;
  private final IndexedDocuments documents;
  private final Sender sender;
  private final SeenDecisions all;
  private final SeenDecisions committed;
  private long began;

  private LiveJob(Traffic traffic, Cluster cluster, Consumer<String> progress) {
    this.traffic = traffic;
    this.cluster = cluster;
    this.progress = progress;
    documents = new IndexedDocuments(cluster.elasticsearch().url());
    String servers = cluster.broker().bootstrapServers();
    sender = new Sender(servers, traffic.messages());
    all = new SeenDecisions(servers, ClusterTopics.DECISIONS, IsolationLevel.READ_UNCOMMITTED);
    committed = new SeenDecisions(servers, ClusterTopics.DECISIONS, IsolationLevel.READ_COMMITTED);
  }

  /** Starts a cluster and the job on it, and waits until it has its gallery. */
  static LiveJob start(
      ClusterFolders folders,
      JobMode mode,
      NorthpostOptions.Delivery delivery,
      Traffic traffic,
      Consumer<String> progress)
      throws Exception {
    PortRegistry ports = PortRegistryYaml.shipped();
    Cluster cluster =
        Cluster.start(
            folders,
            new ClusterSettings(mode, TASK_MANAGERS, settings(delivery)),
            new Patience(STANDSTILL),
            broker -> {
              ClusterTopics.create(broker, ports);
              try (Sender enrolment = new Sender(broker.bootstrapServers(), traffic.enrolment())) {
                enrolment.finish();
              }
            },
            progress);
    LiveJob job = null;
    try {
      job = new LiveJob(traffic, cluster, progress);
      job.awaitGallery();
      job.awaitCheckpoint();
      progress.accept("Gallery loaded; sending " + traffic.captureIds().size() + " captures");
      job.began = System.nanoTime();
      return job;
    } catch (Exception | Error e) {
      if (job == null) {
        cluster.close();
      } else {
        job.close();
      }
      throw e;
    }
  }

  /** What a run must have so that another one comes to the same. */
  private static Map<String, String> settings(NorthpostOptions.Delivery delivery) {
    Map<String, String> settings = new HashMap<>();
    settings.put(NorthpostOptions.DECISIONS_DELIVERY.key(), delivery.toString());
    // Nobody waits at a lane: a capture of before an outage is compared after it.
    settings.put(NorthpostOptions.TIME_BUDGET.key(), "0 s");
    // Event time goes on by captures alone, not by the clock of an outage.
    settings.put(NorthpostOptions.IDLE_AFTER.key(), "1 h");
    return settings;
  }

  Cluster cluster() {
    return cluster;
  }

  Patience patience() {
    return patience;
  }

  Sender sender() {
    return sender;
  }

  /** Every decision, also of transactions that are not committed. */
  SeenDecisions all() {
    return all;
  }

  /** The decisions that a consumer of committed records sees. */
  SeenDecisions committed() {
    return committed;
  }

  IndexedDocuments documents() {
    return documents;
  }

  /** Since captures began to be sent. */
  double seconds() {
    return secondsAt(System.nanoTime());
  }

  /** The same at a moment of {@link System#nanoTime}. */
  double secondsAt(long nanoTime) {
    return (nanoTime - began) / 1e9;
  }

  /** The job that runs or is to run. */
  String id() throws Exception {
    return patience.until("a job", () -> cluster.rest().job(), id -> true);
  }

  void awaitGallery() throws Exception {
    patience.until(
        "the gallery loaded on every subtask",
        () -> cluster.rest().least(id(), OperatorIds.GALLERY_MATCH, "galleryLoaded"),
        loaded -> loaded == 1);
  }

  /** Waits for a checkpoint that was triggered after now. */
  void awaitCheckpoint() throws Exception {
    long now = System.currentTimeMillis();
    patience.until(
        "a checkpoint triggered from now on to be completed",
        this::checkpoints,
        seen -> seen.newestTrigger() > now);
  }

  /** Null while there is no job. */
  FlinkRest.Checkpoints checkpoints() throws Exception {
    String job = cluster.rest().job();
    return job == null ? null : cluster.rest().checkpoints(job);
  }

  /** Sends as decisions come, until so many captures have been sent in all. */
  void sendPaced(int last) throws Exception {
    while (sender.captures() < last && !sender.done()) {
      sender.send(Math.min(AT_ONCE, last - sender.captures()));
      awaitUnderWay(UNDER_WAY);
    }
  }

  /** Waits until no more captures than this are sent and not yet decided. */
  void awaitUnderWay(int most) throws Exception {
    patience.until(
        "at most " + most + " of " + sender.captures() + " captures sent without a decision",
        all::captures,
        decided -> sender.captures() - decided <= most);
  }

  /**
   * Sends all that is left, waits for its decisions, and ends the job: all windows close, all is
   * committed and sent.
   *
   * @return the job's last savepoint, as a URI
   */
  String finish() throws Exception {
    sendPaced(traffic.captureIds().size());
    sender.finish();
    patience.until(
        "a decision on each of " + traffic.captureIds().size() + " captures",
        all::captures,
        decided -> decided >= traffic.captureIds().size());
    progress.accept("Every capture decided; ending the job");
    String savepoint = cluster.drain();
    all.toTheEnd();
    committed.toTheEnd();
    return savepoint;
  }

  /** What it came to, once it has ended. */
  RunResult result(List<Kill> kills) throws Exception {
    Set<String> lost = new TreeSet<>(traffic.captureIds());
    lost.removeAll(committed.captureIds());
    Set<String> differing = new TreeSet<>(all.differing());
    differing.addAll(committed.differing());
    return new RunResult(
        traffic.captureIds().size(),
        lost,
        committed.repeated(),
        differing,
        committed.count(),
        all.count(),
        committed.comparable(),
        documents.comparable(),
        List.copyOf(kills),
        seconds(),
        cluster.differences());
  }

  @Override
  public void close() throws Exception {
    try (cluster;
        sender;
        all;
        committed) {
      // Closed in the order opposite to this.
    }
  }
}
