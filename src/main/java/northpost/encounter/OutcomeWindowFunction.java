package northpost.encounter;

import java.time.Instant;
import northpost.domain.Mode;
import northpost.domain.OutcomeCounts;
import northpost.domain.OutcomeWindow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up what became of the encounters of a window. Keyed by window. A window is written when
 * event time has passed its newest change, whose time is its version: the same changes give the
 * same windows at any parallelism. State ends {@link #keptMillis} after the window, when no
 * encounter of it can change any more; changes later than that are counted in a metric.
 */
public final class OutcomeWindowFunction
    extends KeyedProcessFunction<String, OutcomeDelta, OutcomeWindow> {
  private static final long serialVersionUID = 1;

  private final EncounterSettings settings;

  // -- runtime
  private transient ValueState<Counted> counted;
  private transient Counter tooLate;

  public OutcomeWindowFunction(EncounterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    counted =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("outcomes", TypeInformation.of(Counted.class)));
    tooLate = getRuntimeContext().getMetricGroup().addGroup("northpost").counter("outcomesTooLate");
  }

  /** A capture may be late by the bound, and its answer by the bound again. */
  private long keptMillis() {
    return 2 * (settings.answerWithinMillis() + settings.gapMillis()) + EventGrain.MILLIS;
  }

  @Override
  public void processElement(OutcomeDelta delta, Context ctx, Collector<OutcomeWindow> out)
      throws Exception {
    Counted before = counted.value();
    long watermark = ctx.timerService().currentWatermark();
    long endsAt = delta.startMillis() + delta.lengthMillis() + keptMillis();
    if (endsAt <= watermark) {
      tooLate.inc();
      return;
    }
    if (before == null) {
      ctx.timerService().registerEventTimeTimer(endsAt);
    }
    long version = before == null ? delta.atMillis() : Math.max(before.version(), delta.atMillis());
    long writeAt = EventGrain.next(version, watermark);
    counted.update(
        new Counted(
            delta.scope(),
            delta.portCode(),
            delta.crossingId(),
            delta.laneId(),
            delta.mode(),
            delta.startMillis(),
            delta.lengthMillis(),
            before == null ? delta.counts() : before.counts().plus(delta.counts()),
            version,
            writeAt));
    ctx.timerService().registerEventTimeTimer(writeAt);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<OutcomeWindow> out)
      throws Exception {
    Counted now = counted.value();
    if (now == null) {
      return;
    }
    if (now.writeAtMillis() == timestamp) {
      out.collect(now.toWindow());
    }
    if (now.startMillis() + now.lengthMillis() + keptMillis() <= timestamp) {
      counted.clear();
    }
  }

  /**
   * The state of a window.
   *
   * @param version event time of its newest change
   * @param writeAtMillis event time at which it is next written
   */
  public record Counted(
      String scope,
      String portCode,
      String crossingId,
      String laneId,
      Mode mode,
      long startMillis,
      long lengthMillis,
      OutcomeCounts counts,
      long version,
      long writeAtMillis) {
    OutcomeWindow toWindow() {
      return new OutcomeWindow(
          scope,
          portCode,
          crossingId,
          laneId,
          mode,
          Instant.ofEpochMilli(startMillis),
          Instant.ofEpochMilli(startMillis + lengthMillis),
          version,
          counts);
    }
  }
}
