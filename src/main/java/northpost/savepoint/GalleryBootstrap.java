package northpost.savepoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import northpost.domain.ReferenceUpdate;
import northpost.face.FacePipelines;
import northpost.face.ReferenceExtractionFunction;
import northpost.gallery.Shards;
import northpost.job.SideOutputs;
import northpost.source.FileArrivals;
import northpost.source.ReferenceAdmission;
import northpost.source.ReferenceArrival;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Writes a savepoint from files of references, from which the job starts with its gallery loaded.
 * References are admitted, and templates made, by the same functions as in the job.
 *
 * @param references files, in the order in which they apply
 * @param output folder of the savepoint; must not exist yet
 * @param settings Flink's settings that differ from the defaults
 */
public record GalleryBootstrap(
    List<Path> references,
    Path output,
    int shards,
    int parallelism,
    FacePipelines pipelines,
    Map<String, String> settings) {
  private static final String READ = "read";
  private static final String WRITTEN = "written";

  /**
   * Reads the files to their end and writes the savepoint.
   *
   * @param progress told what goes on
   * @throws IllegalArgumentException when a file is missing, the output is there already or the
   *     number of shards is wrong
   */
  public BootstrapSummary run(Consumer<String> progress) throws Exception {
    int checked = new Shards(shards).count();
    var source = FileArrivals.references(references);
    Files.deleteIfExists(rejectedFile());
    return NewFolder.filled(
        output,
        () -> {
          long started = System.nanoTime();
          try (OfflineFlink flink = new OfflineFlink(parallelism, settings)) {
            build(flink.env(), source, checked);
            progress.accept("Reading " + references.size() + " file(s) at " + parallelism);
            JobExecutionResult result =
                flink.run("gallery-bootstrap", progress, GalleryBootstrap::line);
            Map<String, Object> counts = result.getAllAccumulatorResults();
            return new BootstrapSummary(
                output,
                shards,
                (Long) counts.get(READ),
                (Long) counts.get(WRITTEN),
                Rejection.counts(counts),
                rejectedFile(),
                NewFolder.bytes(output),
                (System.nanoTime() - started) / 1e9);
          }
        });
  }

  private void build(
      StreamExecutionEnvironment env,
      org.apache.flink.api.connector.source.Source<ReferenceArrival, ?, ?> source,
      int shardCount) {
    var admitted =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "references")
            .setParallelism(1)
            .map(new Tally<ReferenceArrival>(READ))
            .returns(ReferenceArrival.class)
            .setParallelism(1)
            .process(new ReferenceAdmission(SideOutputs.DEAD_LETTERS))
            .setParallelism(1);
    SingleOutputStreamOperator<ReferenceUpdate> enrolled =
        admitted
            .keyBy(ReferenceUpdate::referenceId)
            .process(new ReferenceExtractionFunction(pipelines, SideOutputs.DEAD_LETTERS));
    admitted
        .getSideOutput(SideOutputs.DEAD_LETTERS)
        .union(enrolled.getSideOutput(SideOutputs.DEAD_LETTERS))
        .map(new Rejection())
        .returns(Types.STRING)
        .setParallelism(1)
        .sinkTo(new RejectedFile(rejectedFile()))
        .setParallelism(1);
    var counted =
        enrolled
            .map(new Tally<ReferenceUpdate>(WRITTEN))
            .returns(TypeInformation.of(ReferenceUpdate.class));
    SavepointWriter.newSavepoint(env, OfflineFlink.backend(), Shards.MAX_PARALLELISM)
        .withOperator(GallerySavepoint.GALLERY, GalleryWriter.state(counted, shardCount))
        .write(output.toUri().toString());
  }

  private Path rejectedFile() {
    Path folder = output.toAbsolutePath().normalize();
    return folder.resolveSibling(folder.getFileName() + "-rejected.ndjson");
  }

  private static String line(Map<String, Object> counts) {
    return counts.getOrDefault(READ, 0L)
        + " references read, "
        + counts.getOrDefault(WRITTEN, 0L)
        + " ready for the savepoint";
  }
}
