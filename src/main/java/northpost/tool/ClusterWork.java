package northpost.tool;

import java.nio.file.Path;
import java.util.List;
import northpost.cluster.ClusterFolders;
import northpost.synthetic.Population;
import northpost.synthetic.PopulationPlan;
import northpost.synthetic.Progress;

/** What the commands that start a cluster have in common: where it works, and who travels. */
public final class ClusterWork {
  private static final PopulationPlan PLAN = PopulationPlan.of(31, 6, 2, 2);

  private ClusterWork() {}

  /** The build, and a folder of that name in it to work in. */
  public static ClusterFolders folders(String name) {
    Path target = ProjectHome.resolve("target");
    return new ClusterFolders(
        target.resolve("image"), target.resolve("servers"), target.resolve(name));
  }

  /** What the job jar is compiled from, roots of the packages: its own sources, and those made. */
  public static List<Path> sources() {
    return List.of(
        ProjectHome.resolve("src/main/java"), ProjectHome.resolve("target/generated-sources/avro"));
  }

  /** A few rendered people, always the same, kept once they are rendered. */
  public static Population travellers(Progress progress) {
    return new RenderedPopulations(
            RenderedPopulations.defaultModels(), RenderedPopulations.defaultFaces())
        .get(PLAN, progress);
  }
}
