package northpost.gallery;

import northpost.domain.ComparisonKind;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts the answers of all shards to one capture together, within a time budget: when a shard stays
 * silent, the capture is UNAVAILABLE, never NO_MATCH.
 */
public final class ShardMergeFunction
    extends KeyedProcessFunction<String, ShardAnswer, CandidateList> {
  /** No bound on the time: for replays of files, where nobody waits. */
  public static final long UNBOUNDED = 0;

  /** How long an answer may come after the budget and still be recognised as late. */
  static final long LATE_ANSWER_MILLIS = 600_000;

  private static final long NOT_STARTED = Long.MIN_VALUE;

  private final long budgetMillis;

  // -- runtime
  private transient ValueState<MergeState> answers;
  private transient Counter timeouts;
  private transient Counter lateAnswers;
  private transient long startedAt;

  /**
   * @param budgetMillis time from the first shard's answer to the last, or {@link #UNBOUNDED}
   */
  public ShardMergeFunction(long budgetMillis) {
    this.budgetMillis = budgetMillis;
  }

  @Override
  public void open(OpenContext context) {
    answers = getRuntimeContext().getState(MergeState.descriptor());
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("northpost");
    timeouts = group.counter("mergeTimeouts");
    lateAnswers = group.counter("lateShardAnswers");
    startedAt = NOT_STARTED;
  }

  @Override
  public void processElement(ShardAnswer answer, Context ctx, Collector<CandidateList> out)
      throws Exception {
    noteStart(ctx.timerService());
    if (answer.shardsAsked() == 1) {
      out.collect(
          new CandidateList(
              answer.probe(),
              answer.modelId(),
              answer.kind(),
              singleStatus(answer),
              answer.candidates(),
              answer.galleryIds()));
      return;
    }
    MergeState state = answers.value();
    if (state == null) {
      state = MergeState.of(answer, ctx.timerService().currentProcessingTime() + budgetMillis);
      if (budgetMillis != UNBOUNDED) {
        ctx.timerService().registerProcessingTimeTimer(state.timer());
      }
    }
    if (state.closed()) {
      lateAnswers.inc();
      return;
    }
    state = state.plus(answer);
    if (!state.complete()) {
      answers.update(state);
      return;
    }
    out.collect(state.merged());
    answers.clear();
    if (budgetMillis != UNBOUNDED) {
      ctx.timerService().deleteProcessingTimeTimer(state.timer());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<CandidateList> out)
      throws Exception {
    noteStart(ctx.timerService());
    MergeState state = answers.value();
    if (state == null) {
      return;
    }
    // Of a run before a failure: while the job was down no shard could answer, and what was in
    // flight is still to come.
    long earliest = startedAt + (state.closed() ? LATE_ANSWER_MILLIS : budgetMillis);
    if (timestamp < earliest) {
      answers.update(state.lookedAtAgain(earliest));
      ctx.timerService().registerProcessingTimeTimer(earliest);
      return;
    }
    if (state.closed()) {
      answers.clear();
      return;
    }
    timeouts.inc();
    out.collect(state.timedOut());
    MergeState closed = state.close(timestamp + LATE_ANSWER_MILLIS);
    answers.update(closed);
    ctx.timerService().registerProcessingTimeTimer(closed.timer());
  }

  /** Called first by whatever comes first after a start: an answer, or a timer that is due. */
  private void noteStart(TimerService time) {
    if (startedAt == NOT_STARTED) {
      startedAt = time.currentProcessingTime();
    }
  }

  /** A gallery of one shard is identified here too, so emptiness must be told apart. */
  private static ComparisonStatus singleStatus(ShardAnswer answer) {
    return answer.kind() == ComparisonKind.IDENTIFICATION
            && answer.status() == ComparisonStatus.COMPARED
        ? MergeState.of(answer, 0).plus(answer).merged().status()
        : answer.status();
  }
}
