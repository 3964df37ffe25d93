package northpost.gallery;

import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/**
 * Runs {@link ShardMergeFunction}, and tells it what a function does not hear of: when its state is
 * there, and when a checkpoint comes.
 */
public final class ShardMergeOperator
    extends KeyedCoProcessOperator<String, AskedProbe, ShardAnswer, CandidateList> {
  private static final long serialVersionUID = 1L;

  /**
   * @param budgetMillis time from the arrival of a capture to its answer; 0 is unbounded
   */
  public ShardMergeOperator(long budgetMillis) {
    super(new ShardMergeFunction(budgetMillis));
  }

  @Override
  public void open() throws Exception {
    super.open();
    function().start(getKeyedStateBackend(), getProcessingTimeService(), getCollector());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    function().beforeBarrier();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  private ShardMergeFunction function() {
    return (ShardMergeFunction) userFunction;
  }
}
