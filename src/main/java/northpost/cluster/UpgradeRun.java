package northpost.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import northpost.job.NorthpostOptions;
import northpost.job.OperatorIds;
import northpost.upgrade.AddedValues;

/**
 * One run of a cluster in which the job goes from this version to the next and back, each time with
 * a savepoint. Captures come as a clock says, whether they are decided or not, so that some wait
 * while no version runs.
 */
final class UpgradeRun {
  /** Of the traffic: before the upgrade, from it on, and from the way back on. */
  static final int PARTS = 3;

  /** Captures of a part that come once the other version has decided the others. */
  static final int AFTERWARDS = 10;

  private static final Duration APART = Duration.ofMillis(500);

  private final ClusterFolders released;
  private final ClusterFolders next;
  private final Collection<Class<?>> types;
  private final Traffic traffic;
  private final Consumer<String> progress;
  private final List<UpgradeStep> steps = new ArrayList<>();

  private LiveJob job;

  /** When all that came before was decided and committed. */
  private long settled;

  /**
   * @param released this version
   * @param next has the same folder to work in
   * @param types that have a field more in it
   * @param traffic in {@link #PARTS}
   */
  UpgradeRun(
      ClusterFolders released,
      ClusterFolders next,
      Collection<Class<?>> types,
      Traffic traffic,
      Consumer<String> progress) {
    this.released = released;
    this.next = next;
    this.types = types;
    this.traffic = traffic;
    this.progress = progress;
  }

  /**
   * What the run came to.
   *
   * @param left records in the last savepoint, of this version, that hold the added field
   */
  record Outcome(RunResult run, List<UpgradeStep> steps, int left) {
    Outcome {
      steps = List.copyOf(steps);
    }
  }

  Outcome run() throws Exception {
    try (LiveJob started =
        LiveJob.start(
            released,
            JobMode.APPLICATION,
            NorthpostOptions.Delivery.EXACTLY_ONCE,
            traffic,
            progress)) {
      job = started;
      settled = System.nanoTime();
      job.sender().sendSteadily(part(), APART).get();
      change("to the next version", next, "next");
      change("and back", released, "back");
      String last = job.finish();
      int left = added(last).values().stream().mapToInt(Integer::intValue).sum();
      return new Outcome(job.result(List.of()), steps, left);
    }
  }

  private int part() {
    return traffic.captureIds().size() / PARTS;
  }

  private void change(String name, ClusterFolders version, String clusterName) throws Exception {
    long before = references();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    long requested = System.nanoTime();
    Future<Void> sending = job.sender().sendSteadily(part() - AFTERWARDS, APART);
    String savepoint = job.cluster().stop();
    long stopped = System.nanoTime();
    job.cluster().replaceJob(version, clusterName, savepoint);
    long first = awaitFirstDecisionAfter(stopped);
    String restoredFrom = job.checkpoints().restoredFrom();
    job.awaitGallery();
    long after = references();
    long read = referencesRead();
    sending.get();
    awaitAllDecided();
    long decided = System.nanoTime();
    Waits any = waits(job.all());
    Waits committed = waits(job.committed());
    UpgradeStep step =
        new UpgradeStep(
            name,
            load,
            any.arrivedBetween(requested, first),
            seconds(requested, stopped),
            seconds(requested, first),
            seconds(any.lastDecisionUntil(stopped).orElse(requested), first),
            any.longest(requested, decided),
            any.longest(settled, requested),
            seconds(requested, committed.firstDecisionAfter(first).orElseThrow()),
            committed.longest(requested, decided),
            savepoint,
            restoredFrom,
            before,
            after,
            read,
            added(savepoint));
    steps.add(step);
    settled = decided;
    progress.accept(
        String.format(
            Locale.ROOT,
            "%s: %.1f s from the request to the first decision, %d captures sent meanwhile",
            name,
            step.gap(),
            step.sentMeanwhile()));
    job.sender().sendSteadily(AFTERWARDS, APART).get();
  }

  /** Whatever is decided after the one version has ended, the other has decided. */
  private long awaitFirstDecisionAfter(long stopped) throws Exception {
    job.cluster().awaitTasks();
    return job.patience()
        .until(
            "a decision of the version that was started",
            () -> waits(job.all()).firstDecisionAfter(stopped),
            OptionalLong::isPresent)
        .getAsLong();
  }

  private void awaitAllDecided() throws Exception {
    job.awaitUnderWay(0);
    job.patience()
        .until(
            "the decisions on " + job.sender().captures() + " captures committed",
            () -> job.committed().captures(),
            committed -> committed >= job.sender().captures());
  }

  private Waits waits(SeenDecisions decisions) {
    return new Waits(job.sender().arrivals(), decisions.firstSeen());
  }

  /** In the index of the gallery, all subtasks together. */
  private long references() throws Exception {
    return reported(
        "the number of references",
        () -> job.cluster().rest().sum(job.id(), OperatorIds.GALLERY_MATCH, "galleryReferences"));
  }

  private long referencesRead() throws Exception {
    return reported(
        "the number of references read",
        () -> job.cluster().rest().read(job.id(), OperatorIds.REFERENCES));
  }

  private long reported(String what, Patience.Look<Double> metric) throws Exception {
    return job.patience().until(what, metric, value -> !value.isNaN()).longValue();
  }

  private SortedMap<String, Integer> added(String savepoint) throws IOException {
    return AddedValues.in(Path.of(URI.create(savepoint)), types);
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }
}
