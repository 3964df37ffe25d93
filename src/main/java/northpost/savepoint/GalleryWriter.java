package northpost.savepoint;

import java.time.Instant;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.gallery.GalleryState;
import northpost.gallery.Shards;
import northpost.job.ShardKey;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.StateBootstrapTransformation;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes references as the gallery-match operator keeps them, with the timers at which they expire.
 */
final class GalleryWriter extends KeyedStateBootstrapFunction<Integer, ReferenceUpdate> {
  private static final long serialVersionUID = 1;

  // -- runtime
  private transient MapState<String, Reference> references;

  /** The state of a gallery of so many shards. */
  static StateBootstrapTransformation<ReferenceUpdate> state(
      DataStream<ReferenceUpdate> updates, int shards) {
    return OperatorTransformation.bootstrapWith(updates)
        .setMaxParallelism(Shards.MAX_PARALLELISM)
        .keyBy(new ShardKey(shards), Types.INT)
        .transform(new GalleryWriter());
  }

  @Override
  public void open(OpenContext context) {
    references = getRuntimeContext().getMapState(GalleryState.references());
  }

  @Override
  public void processElement(ReferenceUpdate update, Context ctx) throws Exception {
    if (update.kind() == ReferenceUpdate.Kind.WITHDRAW) {
      references.remove(update.referenceId());
      return;
    }
    references.put(update.referenceId(), update.reference());
    Instant end = update.reference().expiresAt();
    if (end != null) {
      ctx.timerService().registerEventTimeTimer(end.toEpochMilli());
    }
  }
}
