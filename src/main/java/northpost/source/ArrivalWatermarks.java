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
   * @param idleness after how long without a valid capture a partition is left out
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

  private record Captures(Duration outOfOrderness, Duration idleness)
      implements WatermarkStrategy<CaptureArrival> {
    @Override
    public WatermarkGenerator<CaptureArrival> createWatermarkGenerator(
        WatermarkGeneratorSupplier.Context context) {
      return new ValidOnly(
          WatermarkStrategy.<CaptureArrival>forBoundedOutOfOrderness(outOfOrderness)
              .withIdleness(idleness)
              .createWatermarkGenerator(context));
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

  private record ValidOnly(WatermarkGenerator<CaptureArrival> captures)
      implements WatermarkGenerator<CaptureArrival> {
    @Override
    public void onEvent(CaptureArrival arrival, long timestamp, WatermarkOutput output) {
      if (arrival.sample() != null) {
        captures.onEvent(arrival, timestamp, output);
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      captures.onPeriodicEmit(output);
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
