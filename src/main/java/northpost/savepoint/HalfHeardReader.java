package northpost.savepoint;

import northpost.gallery.MergeState;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/** The captures of which some shards have answered and others not. */
final class HalfHeardReader extends KeyedStateReaderFunction<String, String> {
  private static final long serialVersionUID = 1;

  // -- runtime
  private transient ValueState<MergeState> answers;

  @Override
  public void open(OpenContext context) {
    answers = getRuntimeContext().getState(MergeState.descriptor());
  }

  /** What is closed was decided for want of time: its shards matter no more. */
  @Override
  public void readKey(String captureId, Context ctx, Collector<String> out) throws Exception {
    MergeState state = answers.value();
    if (state != null && !state.closed()) {
      out.collect(captureId);
    }
  }
}
