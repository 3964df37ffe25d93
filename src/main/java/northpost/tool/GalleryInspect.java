package northpost.tool;

import java.util.concurrent.Callable;
import northpost.savepoint.GalleryInspection;
import northpost.savepoint.GalleryReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gallery inspect}: what is in the gallery of a savepoint. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Count the gallery of a savepoint or retained checkpoint: by shard, gallery, model, class,",
      "source; subjects; what expires and what has; the oldest and newest."
    })
final class GalleryInspect implements Callable<Integer> {
  @Option(
      names = "--savepoint",
      required = true,
      paramLabel = "DIR",
      description = "Savepoint or retained checkpoint, native or canonical.")
  String savepoint;

  @Mixin OfflineOptions offline;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    offline.check(spec);
    GalleryReport report =
        new GalleryInspection(savepoint, offline.parallelism, offline.settings)
            .run(new Progress(spec.commandLine().getErr()));
    spec.commandLine().getOut().println(offline.json ? report.toJson() : report.toText());
    return 0;
  }
}
