package northpost.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import northpost.job.NorthpostOptions;

/**
 * One run of a cluster from start to end: gallery, captures, kills among them, and the end of the
 * job, after which everything is committed and sent.
 *
 * <p>Nothing is timed: captures are sent as decisions come, and a process is killed when decisions
 * are out that no checkpoint covers, and when all that the kill before it brought about is over:
 * captures are decided again, and a checkpoint covers them.
 */
final class ClusterRun {
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
  private final List<Kill> kills = new ArrayList<>();

  private LiveJob job;
  private Sender sender;
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
    try (LiveJob started = LiveJob.start(folders, mode, delivery, traffic, progress)) {
      job = started;
      sender = started.sender();
      for (KillPlan.Step step : plan) {
        kill(step);
      }
      job.finish();
      return job.result(kills);
    }
  }

  private void kill(KillPlan.Step step) throws Exception {
    int last = sender.captures() + CAPTURES_PER_KILL;
    sendUntilSomeAreUncovered(last - AFTER_KILL);
    int uncovered = uncovered();
    long indexed = step.target() == KillTarget.ELASTICSEARCH ? job.documents().decisions() : 0;
    long killedAt = System.currentTimeMillis();
    long killed = System.nanoTime();
    Cluster.Killed process = job.cluster().kill(step.target(), step.number());
    Future<Void> sending = sender.sendMeanwhile(LiveJob.AT_ONCE);
    long newPid = job.cluster().replace(step.target(), step.number());
    sending.get();
    switch (step.target()) {
      case TASK_MANAGER, JOB_MANAGER -> awaitRestored(killedAt);
      case BROKER -> {}
      case ELASTICSEARCH ->
          job.patience()
              .until(
                  "more than " + indexed + " decisions in Elasticsearch",
                  () -> job.documents().decisions(),
                  now -> now > indexed);
    }
    awaitAnotherDecision();
    double recovery = (System.nanoTime() - killed) / 1e9;
    Kill kill =
        new Kill(
            job.secondsAt(killed),
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
    job.sendPaced(last);
    job.awaitCheckpoint();
  }

  /** Sends as decisions come, until enough of them are out that no checkpoint covers. */
  private void sendUntilSomeAreUncovered(int last) throws Exception {
    while (uncovered() < UNCOVERED && sender.captures() < last && !sender.done()) {
      sender.send(1);
      job.awaitUnderWay(LiveJob.AT_ONCE);
    }
  }

  /** Decisions that are out and that the newest checkpoint does not cover. */
  private int uncovered() throws Exception {
    if (delivery == NorthpostOptions.Delivery.EXACTLY_ONCE) {
      return job.all().count() - job.committed().count();
    }
    long trigger = job.checkpoints().newestTrigger();
    if (trigger != newestCheckpoint) {
      newestCheckpoint = trigger;
      coveredCount = job.all().count();
    }
    return job.all().count() - coveredCount;
  }

  private void awaitRestored(long killedAt) throws Exception {
    job.patience()
        .until(
            "the job restored from a checkpoint after the kill",
            () -> job.checkpoints(),
            seen -> seen.restored() > killedAt);
    job.cluster().awaitTasks();
  }

  /** Of a capture that was not decided before. */
  private void awaitAnotherDecision() throws Exception {
    int before = job.all().captures();
    sender.send(2);
    job.patience()
        .until(
            "a decision on one of the captures sent since",
            job.all()::captures,
            now -> now > before);
  }
}
