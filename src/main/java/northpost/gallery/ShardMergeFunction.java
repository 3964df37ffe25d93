package northpost.gallery;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.util.Collector;

/**
 * Puts the answers of all shards to one capture together, within a time budget that began when the
 * capture arrived: when the gallery stays silent, in part or altogether, the capture is
 * UNAVAILABLE, never NO_MATCH. Keyed by captureId.
 *
 * <p>Where there is a budget, the captures in the making are on the heap and cost no state: what
 * went to the gallery before a checkpoint barrier has been answered before it, so there is nothing
 * to keep. Should there be something all the same, it goes into state at the barrier. Without a
 * budget they wait for event time, for long, and are in state.
 */
final class ShardMergeFunction
    extends KeyedCoProcessFunction<String, AskedProbe, ShardAnswer, CandidateList> {
  private static final long serialVersionUID = 1L;

  /** No bound on the time: for replays of files, where nobody waits. */
  static final long UNBOUNDED = 0;

  /** How often the budgets of all captures in the making are looked at. */
  static final long TICK_MILLIS = 25;

  /** How long after the budget an answer is still recognised as late. */
  static final long LATE_ANSWER_MILLIS = 600_000;

  private final long budgetMillis;

  // -- runtime
  private transient ValueState<MergeState> state;
  private transient OpenCaptures open;

  /** The same captures, where they have a budget; else null. */
  private transient OpenCaptures.OnHeap budgeted;

  private transient ProcessingTimeService clock;
  private transient TimestampedCollector<CandidateList> output;
  private transient boolean ticking;
  private transient Counter timeouts;
  private transient Counter lateAnswers;

  /**
   * @param budgetMillis time from the arrival of a capture to its answer, or {@link #UNBOUNDED}
   */
  ShardMergeFunction(long budgetMillis) {
    this.budgetMillis = budgetMillis;
  }

  @Override
  public void open(OpenContext context) {
    state = getRuntimeContext().getState(MergeState.descriptor());
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("northpost");
    timeouts = group.counter("mergeTimeouts");
    lateAnswers = group.counter("lateShardAnswers");
  }

  /** Takes up what was in the making, before anything is processed. */
  void start(
      KeyedStateBackend<String> backend,
      ProcessingTimeService processingTime,
      TimestampedCollector<CandidateList> lists)
      throws Exception {
    clock = processingTime;
    output = lists;
    if (budgetMillis == UNBOUNDED) {
      open = new OpenCaptures.InState(state);
    } else {
      budgeted = OpenCaptures.OnHeap.restored(backend, state);
      open = budgeted;
      tick();
    }
  }

  @Override
  public void processElement1(AskedProbe asked, Context ctx, Collector<CandidateList> out)
      throws Exception {
    String captureId = ctx.getCurrentKey();
    MergeState heard = open.get(captureId);
    update(captureId, (heard == null ? begun() : heard).plus(asked), out);
  }

  @Override
  public void processElement2(ShardAnswer answer, Context ctx, Collector<CandidateList> out)
      throws Exception {
    String captureId = ctx.getCurrentKey();
    MergeState heard = open.get(captureId);
    if (heard != null && heard.closed()) {
      lateAnswers.inc();
    }
    update(captureId, (heard == null ? begun() : heard).plus(answer), out);
  }

  private MergeState begun() {
    return MergeState.begun(clock.getCurrentProcessingTime());
  }

  private void update(String captureId, MergeState heard, Collector<CandidateList> out)
      throws Exception {
    if (!heard.complete()) {
      open.put(captureId, heard);
      tick();
      return;
    }
    if (!heard.closed()) {
      out.collect(heard.merged());
    }
    open.remove(captureId);
  }

  /** Sees to it that budgets are looked at while something is in the making. */
  private void tick() {
    if (ticking || budgeted == null || budgeted.isEmpty()) {
      return;
    }
    ticking = true;
    clock.registerTimer(
        clock.getCurrentProcessingTime() + TICK_MILLIS,
        time -> {
          ticking = false;
          endWhatIsSpent(clock.getCurrentProcessingTime());
          tick();
        });
  }

  private void endWhatIsSpent(long now) throws Exception {
    budgeted.replaceEach(
        heard -> {
          if (heard.spentAt(now)) {
            timeouts.inc();
            output.setAbsoluteTimestamp(
                heard.asked().probe().capture().capturedAt().toEpochMilli());
            output.collect(CandidateList.timedOut(heard.asked()));
            return heard.close(now);
          }
          boolean over = heard.closed() || heard.asked() == null;
          return over && now >= heard.since() + LATE_ANSWER_MILLIS ? null : heard;
        });
  }

  /** Keeps what is in the making through the checkpoint that comes. */
  void beforeBarrier() throws Exception {
    open.store();
  }
}
