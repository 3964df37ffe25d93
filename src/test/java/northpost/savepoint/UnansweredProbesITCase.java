package northpost.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import northpost.domain.ComparisonKind;
import northpost.domain.Reference;
import northpost.gallery.AskedProbe;
import northpost.gallery.ComparisonStatus;
import northpost.gallery.GalleryState;
import northpost.gallery.MergeState;
import northpost.gallery.ProbeQuery;
import northpost.gallery.Shards;
import northpost.testing.Captures;
import northpost.testing.References;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe on its way names the shards as they were: it must be answered before they change. */
class UnansweredProbesITCase {
  @TempDir Path folder;

  @Test
  void aProbeThatWaitsIsCountedAndItsShardsAreNotChanged() throws Exception {
    Path savepoint = written(true, false);
    GalleryReport report =
        new GalleryInspection(savepoint.toString(), 1, Map.of()).run(progress -> {});
    assertThat(report.counts().waitingProbes()).isEqualTo(1);
    assertThat(report.counts().references()).isEqualTo(1);
    assertRefused(savepoint, "got probes that wait at shard key");
  }

  @Test
  void aCaptureThatSomeShardsHaveAnsweredIsRefused() throws Exception {
    assertRefused(written(false, false), "got capture c-1, which only some shards have answered");
  }

  @Test
  void aCaptureThatWasDecidedForWantOfTimeIsNotWaitedFor() throws Exception {
    assertThat(reshard(written(false, true)).references()).isEqualTo(1);
  }

  @Test
  void aGalleryThatWasStillLoadingIsRefusedAndALoadedOneIsNot() throws Exception {
    assertRefused(written(false, true, false), "got a gallery that was still loading");
    assertThat(reshard(written(false, true, true)).references()).isEqualTo(1);
  }

  private void assertRefused(Path savepoint, String message) {
    assertThatThrownBy(() -> reshard(savepoint))
        .isInstanceOf(SavepointRefusedException.class)
        .hasMessageContaining(message);
    assertThat(folder.resolve("resharded")).doesNotExist();
  }

  private ReshardSummary reshard(Path savepoint) throws Exception {
    return new GalleryReshard(savepoint.toString(), 3, folder.resolve("resharded"), 1, Map.of())
        .run(progress -> {});
  }

  /** A gallery of one reference, and one capture that the shards or the merge still hold. */
  private Path written(boolean waiting, boolean closed) throws Exception {
    return written(waiting, closed, null);
  }

  /**
   * @param loaded the mark in the gallery's state; null when there is none
   */
  private Path written(boolean waiting, boolean closed, Boolean loaded) throws Exception {
    Path savepoint = folder.resolve("savepoint-" + loaded);
    try (OfflineFlink flink = new OfflineFlink(1, Map.of())) {
      var one = flink.env().fromData("c-1");
      SavepointWriter.newSavepoint(flink.env(), OfflineFlink.backend(), Shards.MAX_PARALLELISM)
          .withOperator(
              GallerySavepoint.GALLERY,
              OperatorTransformation.bootstrapWith(one)
                  .keyBy(id -> new Shards(2).keyOf(0), Types.INT)
                  .transform(new Gallery(waiting, loaded)))
          .withOperator(
              GallerySavepoint.MERGE,
              OperatorTransformation.bootstrapWith(one)
                  .keyBy(id -> id, Types.STRING)
                  .transform(new Merge(waiting || closed)))
          .write(savepoint.toUri().toString());
      flink.run("unanswered", progress -> {}, counts -> "");
    }
    return savepoint;
  }

  private static final class Gallery extends KeyedStateBootstrapFunction<Integer, String>
      implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final boolean withProbe;
    private final Boolean loaded;

    // -- runtime
    private transient MapState<String, Reference> references;
    private transient MapState<Long, List<ProbeQuery>> waiting;
    private transient ListState<Boolean> mark;

    Gallery(boolean withProbe, Boolean loaded) {
      this.withProbe = withProbe;
      this.loaded = loaded;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      if (loaded != null) {
        mark = context.getOperatorStateStore().getUnionListState(GalleryState.loaded());
      }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
      if (loaded != null) {
        mark.update(List.of(loaded));
      }
    }

    @Override
    public void open(OpenContext context) {
      references = getRuntimeContext().getMapState(GalleryState.references());
      waiting = getRuntimeContext().getMapState(GalleryState.waitingProbes());
    }

    @Override
    public void processElement(String captureId, Context ctx) throws Exception {
      references.put("r-1", References.reference("r-1", 1, 0));
      if (withProbe) {
        ProbeQuery query =
            new ProbeQuery(
                ctx.getCurrentKey(),
                0,
                2,
                captureId,
                ComparisonKind.IDENTIFICATION,
                Captures.NOON,
                References.GALLERY,
                Captures.capture(captureId).probe(1, 0).template(),
                0);
        waiting.put(1L, List.of(query));
      }
    }
  }

  private static final class Merge extends KeyedStateBootstrapFunction<String, String> {
    private static final long serialVersionUID = 1;

    private final boolean closed;

    // -- runtime
    private transient ValueState<MergeState> answers;

    Merge(boolean closed) {
      this.closed = closed;
    }

    @Override
    public void open(OpenContext context) {
      answers = getRuntimeContext().getState(MergeState.descriptor());
    }

    @Override
    public void processElement(String captureId, Context ctx) throws Exception {
      AskedProbe asked =
          new AskedProbe(
              Captures.capture(captureId).probe(1, 0).withoutTemplate(),
              Captures.MODEL,
              ComparisonKind.IDENTIFICATION,
              2,
              0);
      answers.update(
          new MergeState(
              asked,
              new int[] {0},
              ComparisonStatus.COMPARED,
              List.of(),
              1,
              0,
              List.of(References.GALLERY),
              closed,
              0));
    }
  }
}
