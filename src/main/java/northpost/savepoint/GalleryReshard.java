package northpost.savepoint;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import northpost.domain.ReferenceUpdate;
import northpost.gallery.GalleryState;
import northpost.gallery.MergeState;
import northpost.gallery.Shards;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.util.CloseableIterator;

/**
 * Writes a savepoint anew with its gallery split into another number of shards. The state of every
 * other operator is copied as it is.
 *
 * @param savepoint folder of a savepoint in Flink's canonical format
 * @param output folder of the new one; must not exist yet
 * @param settings Flink's settings that differ from the defaults
 */
public record GalleryReshard(
    String savepoint, int shards, Path output, int parallelism, Map<String, String> settings) {
  private static final String MOVED = "moved";

  /**
   * Reads one savepoint and writes the other.
   *
   * @param progress told what goes on
   * @throws SavepointRefusedException when it is no savepoint, holds no gallery or one that was
   *     still loading, is in another format, or holds probes that are not answered yet: these name
   *     the shards as they were
   * @throws IllegalArgumentException when the output is there already or the number of shards wrong
   */
  public ReshardSummary run(Consumer<String> progress) throws Exception {
    int checked = new Shards(shards).count();
    GallerySavepoint opened = GallerySavepoint.open(savepoint);
    if (!opened.canonical()) {
      throw new SavepointRefusedException(
          "savepoint "
              + savepoint
              + ": got a checkpoint or a savepoint in native format, whose files cannot be copied,"
              + " expected one in canonical format: flink stop --type canonical");
    }
    long started = System.nanoTime();
    refuseNotLoaded(opened, progress);
    refuseWaiting(opened, progress);
    refuseHalfHeard(opened, progress);
    return NewFolder.filled(
        output,
        () -> {
          long moved = move(opened, checked, progress);
          return new ReshardSummary(
              output, checked, moved, NewFolder.bytes(output), (System.nanoTime() - started) / 1e9);
        });
  }

  /** What is written counts as whole: it has no mark that says otherwise. */
  private void refuseNotLoaded(GallerySavepoint opened, Consumer<String> progress)
      throws Exception {
    String state = GalleryState.loaded().getName();
    if (!opened.operatorStates(GallerySavepoint.GALLERY).contains(state)) {
      return;
    }
    progress.accept("Looking whether the gallery is loaded");
    try (OfflineFlink flink = new OfflineFlink(parallelism, settings)) {
      var marks =
          SavepointReader.read(flink.env(), opened.location(), OfflineFlink.backend())
              .readUnionState(GallerySavepoint.GALLERY, state, Types.BOOLEAN);
      try (CloseableIterator<Boolean> read = marks.executeAndCollect("gallery-loaded")) {
        while (read.hasNext()) {
          if (!read.next()) {
            throw new SavepointRefusedException(
                "savepoint "
                    + savepoint
                    + ": got a gallery that was still loading, expected all references of the"
                    + " topic: let the job load them and take the savepoint then");
          }
        }
      }
    }
  }

  private void refuseWaiting(GallerySavepoint opened, Consumer<String> progress) throws Exception {
    String state = GalleryState.waitingProbes().getName();
    if (!opened.states(GallerySavepoint.GALLERY).contains(state)) {
      return;
    }
    progress.accept("Looking for probes that wait");
    try (OfflineFlink flink = new OfflineFlink(parallelism, settings)) {
      var shardKeys =
          SavepointReader.read(flink.env(), opened.location(), OfflineFlink.backend())
              .readKeyedState(GallerySavepoint.GALLERY, new WaitingReader(), Types.INT, Types.INT);
      try (CloseableIterator<Integer> keys = shardKeys.executeAndCollect("waiting-probes")) {
        if (keys.hasNext()) {
          throw new SavepointRefusedException(
              "savepoint "
                  + savepoint
                  + ": got probes that wait at shard key "
                  + keys.next()
                  + ", expected none: let the job answer them and take the savepoint then");
        }
      }
    }
  }

  private void refuseHalfHeard(GallerySavepoint opened, Consumer<String> progress)
      throws Exception {
    String state = MergeState.descriptor().getName();
    if (!opened.states(GallerySavepoint.MERGE).contains(state)) {
      return;
    }
    progress.accept("Looking for captures that wait for a shard");
    try (OfflineFlink flink = new OfflineFlink(parallelism, settings)) {
      var captures =
          SavepointReader.read(flink.env(), opened.location(), OfflineFlink.backend())
              .readKeyedState(
                  GallerySavepoint.MERGE, new HalfHeardReader(), Types.STRING, Types.STRING);
      try (CloseableIterator<String> ids = captures.executeAndCollect("half-heard")) {
        if (ids.hasNext()) {
          throw new SavepointRefusedException(
              "savepoint "
                  + savepoint
                  + ": got capture "
                  + ids.next()
                  + ", which only some shards have answered, expected none: stop the job with a"
                  + " savepoint when no capture is on its way");
        }
      }
    }
  }

  private long move(GallerySavepoint opened, int count, Consumer<String> progress)
      throws Exception {
    try (OfflineFlink flink = new OfflineFlink(parallelism, settings)) {
      var references =
          SavepointReader.read(flink.env(), opened.location(), OfflineFlink.backend())
              .readKeyedState(
                  GallerySavepoint.GALLERY,
                  new ReferenceReader(opened),
                  Types.INT,
                  TypeInformation.of(ReferenceUpdate.class))
              .map(new Tally<ReferenceUpdate>(MOVED))
              .returns(ReferenceUpdate.class);
      SavepointWriter.fromExistingSavepoint(flink.env(), opened.location(), OfflineFlink.backend())
          .removeOperator(GallerySavepoint.GALLERY)
          .withOperator(GallerySavepoint.GALLERY, GalleryWriter.state(references, count))
          .write(output.toUri().toString());
      JobExecutionResult result =
          flink.run(
              "gallery-reshard",
              progress,
              counts -> counts.getOrDefault(MOVED, 0L) + " references moved");
      return (Long) result.getAllAccumulatorResults().get(MOVED);
    }
  }
}
