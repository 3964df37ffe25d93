package northpost.source;

import java.time.Instant;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.DeadLetter;
import northpost.domain.RejectionReason;
import northpost.stream.Ending;
import northpost.stream.EndingOperator;
import northpost.stream.Endings;
import northpost.stream.RecordTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets each captureId through once. Keyed by captureId; only the place of the first one is kept,
 * never its photo. The memory of a captureId ends {@link #HORIZON_MILLIS} of event time after the
 * capture (or after it came, where it came late).
 */
public final class DeduplicationFunction
    extends KeyedProcessFunction<String, CapturedSample, CapturedSample>
    implements Ending<FirstSeen> {
  private static final long serialVersionUID = 1L;

  static final long HORIZON_MILLIS = 24 * 3_600_000L;

  private final OutputTag<DeadLetter> deadLetters;
  private final OutputTag<Capture> duplicates;

  // -- runtime
  private transient ValueState<FirstSeen> first;
  private transient Endings<FirstSeen> endings;

  /**
   * @param duplicates takes the captures that came again, to be counted
   */
  public DeduplicationFunction(OutputTag<DeadLetter> deadLetters, OutputTag<Capture> duplicates) {
    this.deadLetters = deadLetters;
    this.duplicates = duplicates;
  }

  @Override
  public void open(OpenContext context) {
    first = getRuntimeContext().getState(ending());
  }

  /** The operator that runs it. */
  public EndingOperator<CapturedSample, CapturedSample> operator() {
    return EndingOperator.of(this);
  }

  @Override
  public ValueStateDescriptor<FirstSeen> ending() {
    return new ValueStateDescriptor<>("first-seen", new RecordTypeInfo<>(new FirstSeenLayout()));
  }

  @Override
  public long endOf(FirstSeen seen) {
    return seen.endMillis();
  }

  @Override
  public void start(Endings<FirstSeen> all) {
    endings = all;
  }

  @Override
  public void processElement(CapturedSample sample, Context ctx, Collector<CapturedSample> out)
      throws Exception {
    FirstSeen seen = first.value();
    long watermark = ctx.timerService().currentWatermark();
    if (seen == null || seen.endMillis() <= watermark) {
      long from = Math.max(sample.capture().capturedAt().toEpochMilli(), watermark);
      long end = saturatedAdd(from, HORIZON_MILLIS);
      first.update(new FirstSeen(sample.position(), end));
      endings.add(ctx.getCurrentKey(), end);
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
                + seen.position()
                + ", expected a new captureId",
            sample.position(),
            sample.capture().captureId(),
            sample.capture().portCode(),
            new byte[0],
            0,
            Instant.now(),
            sample.receivedAt()));
  }

  private static long saturatedAdd(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
