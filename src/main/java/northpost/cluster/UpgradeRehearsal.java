package northpost.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import northpost.job.NorthpostOptions;
import northpost.source.PortRegistryYaml;
import northpost.synthetic.Population;
import northpost.synthetic.Progress;
import northpost.upgrade.JobJar;
import northpost.upgrade.StateTypes;

/**
 * The job upgraded under traffic and taken back, each time with a savepoint, against the same
 * captures through a job that is left alone. The next version is made of the sources: every type of
 * state has a field more.
 *
 * @param folders where the build is; each run works in a folder of its own below that for work
 * @param sources of the job jar, roots of the packages
 * @param captures how many are to be decided
 * @param seed fixes who travels
 */
public record UpgradeRehearsal(
    ClusterFolders folders, List<Path> sources, int captures, long seed) {
  /** The captures come in as many parts of the same size. */
  public static final int PARTS = UpgradeRun.PARTS;

  /** The fewest captures with which some come while no version runs. */
  public static final int LEAST_CAPTURES = PARTS * (UpgradeRun.AFTERWARDS + 5);

  public UpgradeRehearsal {
    sources = List.copyOf(sources);
  }

  /**
   * @param travellers gives the rendered travellers; takes its time where they are still to render
   * @param progress told what goes on
   */
  public UpgradeReport run(Function<Progress, Population> travellers, Consumer<String> progress)
      throws Exception {
    Traffic traffic =
        Traffic.inParts(
            travellers.apply(Progress.NONE), PortRegistryYaml.shipped(), seed, captures, PARTS);
    progress.accept("Undisturbed run");
    Undisturbed undisturbed = undisturbed(traffic, progress);
    progress.accept(
        "The next version: " + undisturbed.types().size() + " types of state with a field more");
    Path work = folders.work().resolve("next");
    Path jar = work.resolve("northpost.jar");
    new JobJar(folders.jobJar(), sources).writeNext(undisturbed.types(), work, jar);
    progress.accept("Run with an upgrade and the way back");
    ClusterFolders released = folders.below("upgraded");
    ClusterFolders next = released.withJob(jar, work.resolve("image"));
    UpgradeRun.Outcome upgraded =
        new UpgradeRun(released, next, undisturbed.types(), traffic, progress).run();
    return UpgradeReport.of(
        this,
        new UpgradeReport.Sent(traffic.refusals(), traffic.repeatsOfBefore()),
        undisturbed.types(),
        undisturbed.run(),
        upgraded);
  }

  private record Undisturbed(RunResult run, SortedSet<Class<?>> types) {}

  private Undisturbed undisturbed(Traffic traffic, Consumer<String> progress) throws Exception {
    try (LiveJob job =
        LiveJob.start(
            folders.below("undisturbed"),
            JobMode.APPLICATION,
            NorthpostOptions.Delivery.EXACTLY_ONCE,
            traffic,
            progress)) {
      SortedSet<Class<?>> types = StateTypes.of(job.finish());
      return new Undisturbed(job.result(List.of()), types);
    }
  }
}
