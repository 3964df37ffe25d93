package northpost.savepoint;

import java.util.List;
import northpost.gallery.GalleryState;
import northpost.gallery.ProbeQuery;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/** The keys of the shards at which probes wait. */
final class WaitingReader extends KeyedStateReaderFunction<Integer, Integer> {
  private static final long serialVersionUID = 1;

  // -- runtime
  private transient MapState<Long, List<ProbeQuery>> waiting;

  @Override
  public void open(OpenContext context) {
    waiting = getRuntimeContext().getMapState(GalleryState.waitingProbes());
  }

  @Override
  public void readKey(Integer shardKey, Context ctx, Collector<Integer> out) throws Exception {
    if (!waiting.isEmpty()) {
      out.collect(shardKey);
    }
  }
}
