package northpost.encounter;

import northpost.domain.ConveyanceUpdate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the people of a vehicle, bus, train or ferry against those of whom there is an encounter.
 * Keyed by conveyanceId; a first update a gap after the last capture, corrections after it, and an
 * end as encounters have. A conveyance whose occupants no capture counts gives no update: it says
 * nothing about who was missed.
 */
public final class ConveyanceFunction
    extends KeyedProcessFunction<String, EncounterCapture, ConveyanceUpdate> {
  private static final long serialVersionUID = 1;

  private final EncounterSettings settings;

  // -- runtime
  private transient ValueState<ConveyanceState> conveyance;
  private transient Counter tooLate;
  private transient Counter beyondLimit;

  public ConveyanceFunction(EncounterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    conveyance =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "conveyance", TypeInformation.of(ConveyanceState.class)));
    MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("northpost");
    tooLate = metrics.counter("conveyanceCapturesTooLate");
    beyondLimit = metrics.counter("conveyanceCapturesBeyondLimit");
  }

  @Override
  public void processElement(EncounterCapture capture, Context ctx, Collector<ConveyanceUpdate> out)
      throws Exception {
    ConveyanceState state = conveyance.value();
    long watermark = ctx.timerService().currentWatermark();
    if (state == null && capture.capturedMillis() + settings.answerWithinMillis() <= watermark) {
      tooLate.inc();
      return;
    }
    if (state != null && state.isFull()) {
      beyondLimit.inc();
      return;
    }
    keep(
        state == null ? ConveyanceState.of(capture) : state.plus(capture),
        watermark,
        ctx.timerService());
  }

  private void keep(ConveyanceState state, long eventTime, TimerService timers) throws Exception {
    long due = EventGrain.next(state.nextDue(settings), eventTime);
    if (due < state.timerMillis()) {
      timers.registerEventTimeTimer(due);
      conveyance.update(state.withTimer(due));
    } else {
      conveyance.update(state);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<ConveyanceUpdate> out)
      throws Exception {
    ConveyanceState state = conveyance.value();
    if (state == null || state.timerMillis() != timestamp) {
      // An earlier timer has been set since, and did this one's work.
      return;
    }
    ConveyanceState.Step step =
        state.withTimer(Long.MAX_VALUE).advance(ctx.getCurrentKey(), timestamp, settings);
    if (step.update() != null) {
      out.collect(step.update());
    }
    if (step.ended()) {
      conveyance.clear();
    } else {
      keep(step.state(), timestamp, ctx.timerService());
    }
  }
}
