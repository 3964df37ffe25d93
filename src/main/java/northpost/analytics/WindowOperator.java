package northpost.analytics;

import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Runs a {@link WindowFunction}, and tells it what a function does not hear of: when state is there
 * to go on from, when event time advances, and when nothing may be on the heap only.
 */
public final class WindowOperator<I, O> extends KeyedProcessOperator<String, I, O> {
  private static final long serialVersionUID = 1L;

  // -- runtime
  private transient TimestampedCollector<O> windows;

  WindowOperator(WindowFunction<I, ?, ?, O> function) {
    super(function);
  }

  @Override
  public void open() throws Exception {
    super.open();
    windows = new TimestampedCollector<>(output);
    function().start(getKeyedStateBackend());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    // A window is of the time at which it is written: never before the mark that went before.
    windows.setAbsoluteTimestamp(mark.getTimestamp());
    function().advance(mark.getTimestamp(), windows);
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    function().store();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @SuppressWarnings("unchecked")
  private WindowFunction<I, ?, ?, O> function() {
    return (WindowFunction<I, ?, ?, O>) userFunction;
  }
}
