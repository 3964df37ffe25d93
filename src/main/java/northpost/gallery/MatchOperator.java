package northpost.gallery;

import northpost.domain.ReferenceUpdate;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Runs {@link MatchFunction}, and tells it what a function does not hear of: when state is there to
 * fill the index from, when the gallery is loaded, and when nothing may wait on the heap any
 * longer. State and timers are those of the function alone.
 *
 * <p>Where probes are answered on arrival, event time is that of the probes alone, and the
 * watermark of the references says only that the gallery is loaded. In a replay both make event
 * time, as usual.
 */
public final class MatchOperator
    extends KeyedCoProcessOperator<Integer, ProbeQuery, ReferenceUpdate, ShardAnswer> {
  private static final long serialVersionUID = 1L;

  private final boolean onArrival;

  public MatchOperator(MatchSettings settings) {
    super(new MatchFunction(settings));
    onArrival = settings.order() == ProbeOrder.ARRIVAL;
  }

  @Override
  public void open() throws Exception {
    super.open();
    function().start(getKeyedStateBackend(), getProcessingTimeService(), getCollector());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    function().beforeBarrierOrEnd();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    if (onArrival) {
      processWatermark(mark);
    } else {
      super.processWatermark1(mark);
    }
  }

  @Override
  public void processWatermark2(Watermark mark) throws Exception {
    if (!onArrival) {
      super.processWatermark2(mark);
    } else if (mark.getTimestamp() >= ReferenceUpdate.LOADED_WATERMARK) {
      function().galleryIsLoaded();
    }
  }

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
    if (!onArrival) {
      super.processWatermarkStatus(status, input);
    } else if (input == 0) {
      output.emitWatermarkStatus(status);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    function().beforeWatermark();
    if (timeServiceManager != null) {
      timeServiceManager.advanceWatermark(mark);
    }
    function().timeHasPassed();
    output.emitWatermark(mark);
  }

  @Override
  public void finish() throws Exception {
    function().beforeBarrierOrEnd();
    super.finish();
  }

  /** For a look from a test. */
  SubtaskGallery gallery() {
    return function().gallery();
  }

  private MatchFunction function() {
    return (MatchFunction) userFunction;
  }
}
