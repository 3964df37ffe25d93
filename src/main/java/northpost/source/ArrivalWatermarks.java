package northpost.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of arrivals, per partition: a capture's own time. A rejected record neither moves
 * event time nor keeps its partition from being idle, so a camera that sends rubbish holds nobody
 * back.
 */
public final class ArrivalWatermarks {
  private ArrivalWatermarks() {}

  /**
   * For captures.
   *
   * @param outOfOrderness how much later than its successors a capture may come
   * @param idleness after how long without a valid capture a partition is left out; when all are,
   *     event time goes on by the clock
   */
  public static WatermarkStrategy<CaptureArrival> captures(
      Duration outOfOrderness, Duration idleness) {
    return new Captures(outOfOrderness, idleness);
  }

  /**
   * For policies, which have no event time: the source is idle from the start and never holds back
   * the captures it meets.
   */
  public static <T> WatermarkStrategy<T> none() {
    return new None<>();
  }

  private static final class Captures implements WatermarkStrategy<CaptureArrival> {
    private static final long serialVersionUID = 1L;

    private final Duration outOfOrderness;
    private final Duration idleness;

    // -- runtime
    private transient CaptureWatermarks.Partitions partitions;

    Captures(Duration outOfOrderness, Duration idleness) {
      this.outOfOrderness = outOfOrderness;
      this.idleness = idleness;
    }

    /** Each reader has a copy of this strategy, and asks it for a generator for each partition. */
    @Override
    public WatermarkGenerator<CaptureArrival> createWatermarkGenerator(
        WatermarkGeneratorSupplier.Context context) {
      if (partitions == null) {
        partitions = new CaptureWatermarks.Partitions();
      }
      return new CaptureWatermarks(
          outOfOrderness, idleness, context.getInputActivityClock(), partitions);
    }

    @Override
    public TimestampAssigner<CaptureArrival> createTimestampAssigner(
        TimestampAssignerSupplier.Context context) {
      return (arrival, recordTimestamp) ->
          arrival.sample() != null
              ? arrival.sample().capture().capturedAt().toEpochMilli()
              : arrival.rejection().rejectedAt().toEpochMilli();
    }
  }

  private record None<T>() implements WatermarkStrategy<T> {
    @Override
    public WatermarkGenerator<T> createWatermarkGenerator(
        WatermarkGeneratorSupplier.Context context) {
      return new WatermarkGenerator<>() {
        @Override
        public void onEvent(T event, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
          output.markIdle();
        }
      };
    }
  }
}
