package northpost.tool;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import northpost.savepoint.GalleryReshard;
import northpost.savepoint.ReshardSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gallery reshard}: another number of shards, in a savepoint of its own. */
@Command(
    name = "reshard",
    mixinStandardHelpOptions = true,
    description = {
      "Write a savepoint anew with its gallery split into another number of shards.",
      "The state of every other operator is copied. Probes that wait for an answer are refused."
    })
final class GalleryReshardCommand implements Callable<Integer> {
  @Option(
      names = "--savepoint",
      required = true,
      paramLabel = "DIR",
      description = "Savepoint in canonical format, of a job that was stopped with it.")
  String savepoint;

  @Option(
      names = "--shards",
      required = true,
      paramLabel = "N",
      description = "The new number of shards, 1 to 720.")
  int shards;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the new savepoint; must not exist yet.")
  Path output;

  @Mixin OfflineOptions offline;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    offline.check(spec);
    OfflineOptions.shards(spec, shards);
    ReshardSummary summary =
        new GalleryReshard(savepoint, shards, output, offline.parallelism, offline.settings)
            .run(new Progress(spec.commandLine().getErr()));
    spec.commandLine().getOut().println(offline.json ? summary.toJson() : summary.toText());
    return 0;
  }
}
