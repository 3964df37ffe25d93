package northpost.gallery;

import northpost.domain.ReferenceUpdate;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Runs {@link MatchFunction}, and tells it what a function does not hear of: when state is there to
 * fill the indexes from, and when nothing may wait on the heap any longer. State and timers are
 * those of the function alone.
 */
public final class MatchOperator
    extends KeyedCoProcessOperator<Integer, ProbeQuery, ReferenceUpdate, ShardAnswer> {
  private static final long serialVersionUID = 1L;

  public MatchOperator(MatchSettings settings) {
    super(new MatchFunction(settings));
  }

  @Override
  public void open() throws Exception {
    super.open();
    function().start(getKeyedStateBackend(), getProcessingTimeService(), getCollector());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    function().answerWaiting();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    function().answerWaiting();
    super.processWatermark(mark);
  }

  @Override
  public void finish() throws Exception {
    function().answerWaiting();
    super.finish();
  }

  /** For a look from a test. */
  GalleryIndexes indexes() {
    return function().indexes();
  }

  private MatchFunction function() {
    return (MatchFunction) userFunction;
  }
}
