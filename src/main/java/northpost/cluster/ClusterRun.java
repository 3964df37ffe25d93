package northpost.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import northpost.domain.PortRegistry;
import northpost.job.NorthpostOptions;
import northpost.job.OperatorIds;
import northpost.source.PortRegistryYaml;
import org.apache.kafka.common.IsolationLevel;

/**
 * One run of a cluster from start to end: gallery, captures, kills among them, and the end of the
 * job, after which everything is committed and sent.
 *
 * <p>Nothing is timed: captures are sent as decisions come, and a process is killed when decisions
 * are out that no checkpoint covers, and when all that the kill before it brought about is over:
 * captures are decided again, and a checkpoint covers them.
 */
final class ClusterRun {
  /**
   * How long nothing at all may change: Flink itself waits 5 minutes for a missing slot, and on a
   * busy machine a process may take as long to begin.
   */
  private static final Duration STANDSTILL = Duration.ofMinutes(20);

  private static final int TASK_MANAGERS = 2;

  /** Captures under way at once while nothing is broken. */
  private static final int UNDER_WAY = 16;

  private static final int AT_ONCE = 4;

  /** Decisions beyond the newest checkpoint, so that a kill loses work that must be done again. */
  private static final int UNCOVERED = 4;

  /** Captures that are sent for a kill at least, before and after it. */
  static final int CAPTURES_PER_KILL = 24;

  /** Of these are sent while a process is gone, and after it is back. */
  private static final int AFTER_KILL = 10;

  private final ClusterFolders folders;
  private final JobMode mode;
  private final NorthpostOptions.Delivery delivery;
  private final Traffic traffic;
  private final List<KillPlan.Step> plan;
  private final Consumer<String> progress;
  private final Patience patience = new Patience(STANDSTILL);
  private final List<Kill> kills = new ArrayList<>();

  private Cluster cluster;
  private Sender sender;
  private SeenDecisions all;
  private SeenDecisions committed;
  private IndexedDocuments documents;
  private long began;
  private long newestCheckpoint;
  private int coveredCount;

  ClusterRun(
      ClusterFolders folders,
      JobMode mode,
      NorthpostOptions.Delivery delivery,
      Traffic traffic,
      List<KillPlan.Step> plan,
      Consumer<String> progress) {
    this.folders = folders;
    this.mode = mode;
    this.delivery = delivery;
    this.traffic = traffic;
    this.plan = plan;
    this.progress = progress;
  }

  RunResult run() throws Exception {
    PortRegistry ports = PortRegistryYaml.shipped();
    ClusterSettings settings = new ClusterSettings(mode, TASK_MANAGERS, settings());
    try (Cluster started =
        Cluster.start(
            folders,
            settings,
            patience,
            broker -> {
              ClusterTopics.create(broker, ports);
              try (Sender enrolment = new Sender(broker.bootstrapServers(), traffic.enrolment())) {
                enrolment.finish();
              }
            },
            progress)) {
      cluster = started;
      documents = new IndexedDocuments(cluster.elasticsearch().url());
      String servers = cluster.broker().bootstrapServers();
      try (Sender captures = new Sender(servers, traffic.messages());
          SeenDecisions any = seen(servers, IsolationLevel.READ_UNCOMMITTED);
          SeenDecisions sure = seen(servers, IsolationLevel.READ_COMMITTED)) {
        sender = captures;
        all = any;
        committed = sure;
        awaitGallery();
        began = System.nanoTime();
        for (KillPlan.Step step : plan) {
          kill(step);
        }
        finish();
        return result();
      }
    }
  }

  private static SeenDecisions seen(String servers, IsolationLevel isolation) {
    return new SeenDecisions(servers, ClusterTopics.DECISIONS, isolation);
  }

  /** What a run must have so that another one comes to the same. */
  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put(NorthpostOptions.DECISIONS_DELIVERY.key(), delivery.toString());
    // Nobody waits at a lane: a capture of before an outage is compared after it.
    settings.put(NorthpostOptions.TIME_BUDGET.key(), "0 s");
    // Event time goes on by captures alone, not by the clock of an outage.
    settings.put(NorthpostOptions.IDLE_AFTER.key(), "1 h");
    return settings;
  }

  private void awaitGallery() throws Exception {
    patience.until(
        "the gallery loaded on every subtask",
        () -> cluster.rest().least(job(), OperatorIds.GALLERY_MATCH, "galleryLoaded"),
        loaded -> loaded == 1);
    awaitCheckpoint();
    progress.accept("Gallery loaded; sending " + traffic.captureIds().size() + " captures");
  }

  private String job() throws Exception {
    return patience.until("a job", () -> cluster.rest().job(), id -> true);
  }

  /** Waits for a checkpoint that was triggered after now. */
  private void awaitCheckpoint() throws Exception {
    long now = System.currentTimeMillis();
    patience.until(
        "a checkpoint triggered from now on to be completed",
        () -> checkpoints(),
        seen -> seen.newestTrigger() > now);
  }

  private FlinkRest.Checkpoints checkpoints() throws Exception {
    String job = cluster.rest().job();
    return job == null ? null : cluster.rest().checkpoints(job);
  }

  private void kill(KillPlan.Step step) throws Exception {
    int last = sender.captures() + CAPTURES_PER_KILL;
    sendUntilSomeAreUncovered(last - AFTER_KILL);
    int uncovered = uncovered();
    long indexed = step.target() == KillTarget.ELASTICSEARCH ? documents.decisions() : 0;
    long killedAt = System.currentTimeMillis();
    long killed = System.nanoTime();
    Cluster.Killed process = cluster.kill(step.target(), step.number());
    Future<Void> sending = sender.sendMeanwhile(AT_ONCE);
    long newPid = cluster.replace(step.target(), step.number());
    sending.get();
    switch (step.target()) {
      case TASK_MANAGER, JOB_MANAGER -> awaitRestored(killedAt);
      case BROKER -> {}
      case ELASTICSEARCH ->
          patience.until(
              "more than " + indexed + " decisions in Elasticsearch",
              () -> documents.decisions(),
              now -> now > indexed);
    }
    awaitAnotherDecision();
    double recovery = (System.nanoTime() - killed) / 1e9;
    Kill kill =
        new Kill(
            (killed - began) / 1e9,
            step.target(),
            process.name(),
            process.pid(),
            newPid,
            recovery,
            uncovered);
    kills.add(kill);
    progress.accept(
        String.format(
            Locale.ROOT,
            "Kill %d of %d: %s, process %d, at %.1f s; %d decisions not covered; process %d, back"
                + " after %.1f s",
            kills.size(),
            plan.size(),
            kill.process(),
            kill.pid(),
            kill.atSeconds(),
            kill.uncovered(),
            kill.newPid(),
            kill.recoverySeconds()));
    sendPaced(last);
    awaitCheckpoint();
  }

  /** Sends as decisions come, until enough of them are out that no checkpoint covers. */
  private void sendUntilSomeAreUncovered(int last) throws Exception {
    while (uncovered() < UNCOVERED && sender.captures() < last && !sender.done()) {
      sender.send(1);
      awaitUnderWay(AT_ONCE);
    }
  }

  /** Decisions that are out and that the newest checkpoint does not cover. */
  private int uncovered() throws Exception {
    if (delivery == NorthpostOptions.Delivery.EXACTLY_ONCE) {
      return all.count() - committed.count();
    }
    long trigger = checkpoints().newestTrigger();
    if (trigger != newestCheckpoint) {
      newestCheckpoint = trigger;
      coveredCount = all.count();
    }
    return all.count() - coveredCount;
  }

  private void sendPaced(int last) throws Exception {
    while (sender.captures() < last && !sender.done()) {
      sender.send(Math.min(AT_ONCE, last - sender.captures()));
      awaitUnderWay(UNDER_WAY);
    }
  }

  private void awaitUnderWay(int most) throws Exception {
    patience.until(
        "at most " + most + " of " + sender.captures() + " captures sent without a decision",
        all::captures,
        decided -> sender.captures() - decided <= most);
  }

  private void awaitRestored(long killedAt) throws Exception {
    patience.until(
        "the job restored from a checkpoint after the kill",
        () -> checkpoints(),
        seen -> seen.restored() > killedAt);
    cluster.awaitTasks();
  }

  /** Of a capture that was not decided before. */
  private void awaitAnotherDecision() throws Exception {
    int before = all.captures();
    sender.send(2);
    patience.until(
        "a decision on one of the captures sent since", all::captures, now -> now > before);
  }

  private void finish() throws Exception {
    sendPaced(traffic.captureIds().size());
    sender.finish();
    patience.until(
        "a decision on each of " + traffic.captureIds().size() + " captures",
        all::captures,
        decided -> decided >= traffic.captureIds().size());
    progress.accept("Every capture decided; ending the job");
    cluster.drain();
    all.toTheEnd();
    committed.toTheEnd();
  }

  private RunResult result() throws Exception {
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
        (System.nanoTime() - began) / 1e9,
        cluster.differences());
  }
}
