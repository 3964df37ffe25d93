package northpost.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import northpost.job.TopologySettings;
import northpost.savepoint.BootstrapSummary;
import northpost.savepoint.GalleryBootstrap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gallery bootstrap}: files of references in, a savepoint out. */
@Command(
    name = "bootstrap",
    mixinStandardHelpOptions = true,
    description = {
      "Write a savepoint from files of references; the job starts from it with its gallery loaded.",
      "References are checked as in the job; those refused go to a file beside the savepoint."
    })
final class GalleryBootstrapCommand implements Callable<Integer> {
  @Option(
      names = "--references",
      required = true,
      split = ",",
      paramLabel = "FILE",
      description = "References, NDJSON or Avro (.avro), in the order in which they apply.")
  List<Path> references;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the savepoint; must not exist yet.")
  Path output;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "12",
      description =
          "Number of gallery shards, the job's northpost.gallery.shards"
              + " (default: ${DEFAULT-VALUE}).")
  int shards;

  @Mixin OfflineOptions offline;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    offline.check(spec);
    OfflineOptions.shards(spec, shards);
    BootstrapSummary summary =
        new GalleryBootstrap(
                references,
                output,
                shards,
                offline.parallelism,
                TopologySettings.pipelines(offline.configuration()),
                offline.settings)
            .run(new Progress(spec.commandLine().getErr()));
    spec.commandLine().getOut().println(offline.json ? summary.toJson() : summary.toText());
    return 0;
  }
}
