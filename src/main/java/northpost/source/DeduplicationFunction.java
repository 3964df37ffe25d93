package northpost.source;

import java.time.Instant;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.DeadLetter;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets each captureId through once. Keyed by captureId; only the place of the first one is kept,
 * never its photo. The memory of a captureId ends {@link #HORIZON_MILLIS} of event time after the
 * capture (or after it came, where it came late).
 */
public final class DeduplicationFunction
    extends KeyedProcessFunction<String, CapturedSample, CapturedSample> {
  static final long HORIZON_MILLIS = 24 * 3_600_000L;

  private final OutputTag<DeadLetter> deadLetters;
  private final OutputTag<Capture> duplicates;

  // -- runtime
  private transient ValueState<SourcePosition> first;

  /**
   * @param duplicates takes the captures that came again, to be counted
   */
  public DeduplicationFunction(OutputTag<DeadLetter> deadLetters, OutputTag<Capture> duplicates) {
    this.deadLetters = deadLetters;
    this.duplicates = duplicates;
  }

  @Override
  public void open(OpenContext context) {
    first =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "first-position", TypeInformation.of(SourcePosition.class)));
  }

  @Override
  public void processElement(CapturedSample sample, Context ctx, Collector<CapturedSample> out)
      throws Exception {
    SourcePosition seen = first.value();
    if (seen == null) {
      first.update(sample.position());
      long from =
          Math.max(
              sample.capture().capturedAt().toEpochMilli(), ctx.timerService().currentWatermark());
      ctx.timerService().registerEventTimeTimer(saturatedAdd(from, HORIZON_MILLIS));
      out.collect(sample);
      return;
    }
    ctx.output(duplicates, sample.capture());
    ctx.output(
        deadLetters,
        new DeadLetter(
            RejectionReason.DUPLICATE_CAPTURE,
            "captureId "
                + sample.capture().captureId()
                + " at "
                + sample.position()
                + ": seen before at "
                + seen
                + ", expected a new captureId",
            sample.position(),
            sample.capture().captureId(),
            sample.capture().portCode(),
            new byte[0],
            0,
            Instant.now()));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<CapturedSample> out) {
    first.clear();
  }

  private static long saturatedAdd(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
