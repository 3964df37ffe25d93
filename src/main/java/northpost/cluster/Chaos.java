package northpost.cluster;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import northpost.job.NorthpostOptions;
import northpost.source.PortRegistryYaml;
import northpost.synthetic.Population;
import northpost.synthetic.Progress;

/**
 * The same captures through a cluster that is left alone and through one whose processes are
 * killed, and whether both come to the same.
 *
 * @param folders where the build is; each run works in a folder of its own below that for work
 * @param kills how many
 * @param seed fixes who travels, and who is killed in which order
 */
public record Chaos(
    ClusterFolders folders, int kills, long seed, NorthpostOptions.Delivery delivery) {
  private static final int TASK_MANAGERS = 2;
  private static final int LEAST_CAPTURES = 120;

  /**
   * @param travellers gives the rendered travellers; takes its time where they are still to render
   * @param progress told what goes on
   */
  public ChaosReport run(Function<Progress, Population> travellers, Consumer<String> progress)
      throws Exception {
    Population population = travellers.apply(Progress.NONE);
    int captures = Math.max(LEAST_CAPTURES, (kills + 1) * ClusterRun.CAPTURES_PER_KILL);
    Traffic traffic = Traffic.of(population, PortRegistryYaml.shipped(), seed, captures);
    progress.accept("Undisturbed run");
    RunResult undisturbed = run("undisturbed", traffic, List.of(), progress);
    progress.accept("Run with " + kills + " kills");
    RunResult disturbed =
        run("disturbed", traffic, KillPlan.of(kills, seed, TASK_MANAGERS), progress);
    return ChaosReport.of(this, traffic.refusals(), undisturbed, disturbed);
  }

  private RunResult run(
      String name, Traffic traffic, List<KillPlan.Step> plan, Consumer<String> progress)
      throws Exception {
    return new ClusterRun(
            folders.below(name), JobMode.APPLICATION, delivery, traffic, plan, progress)
        .run();
  }
}
