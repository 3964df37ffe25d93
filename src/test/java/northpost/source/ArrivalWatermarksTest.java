package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import northpost.domain.CapturedSample;
import northpost.wire.Examples;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class ArrivalWatermarksTest {
  private static final Duration LATE = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final Seen seen = new Seen();
  private final WatermarkGenerator<CaptureArrival> generator =
      ArrivalWatermarks.captures(LATE, IDLE).createWatermarkGenerator(new Context(clock));
  private final TimestampAssigner<CaptureArrival> assigner =
      ArrivalWatermarks.captures(LATE, IDLE).createTimestampAssigner(new Context(clock));

  @Test
  void followsTheCapturesByTheOutOfOrderness() {
    arrive(captured(Examples.NOON));
    arrive(captured(Examples.NOON.minusSeconds(60)));
    assertThat(seen.watermark).isEqualTo(Examples.NOON.minus(LATE).toEpochMilli() - 1);
    assertThat(seen.idle).isFalse();
  }

  @Test
  void isNotMovedByARejection() {
    arrive(captured(Examples.NOON.minusSeconds(60)));
    long before = seen.watermark;
    arrive(CaptureArrival.rejected(Examples.deadLetter()));
    assertThat(seen.watermark).isEqualTo(before);
  }

  @Test
  void countsAPartitionOfRejectionsAloneAsIdle() {
    arrive(captured(Examples.NOON));
    for (int i = 0; i < 40; i++) {
      clock.advanceTime(Duration.ofSeconds(1));
      arrive(CaptureArrival.rejected(Examples.deadLetter()));
    }
    assertThat(seen.idle).isTrue();
    arrive(captured(Examples.NOON.plusSeconds(60)));
    assertThat(seen.idle).isFalse();
  }

  @Test
  void givesEachArrivalATimeThatWindowsAccept() {
    assertThat(assigner.extractTimestamp(captured(Examples.NOON), -1))
        .isEqualTo(Examples.NOON.toEpochMilli());
    assertThat(assigner.extractTimestamp(CaptureArrival.rejected(Examples.deadLetter()), -1))
        .isEqualTo(Examples.NOON.toEpochMilli());
  }

  @Test
  void referencesHoldNobodyBack() throws Exception {
    WatermarkStrategy<ReferenceArrival> none =
        InstantiationUtil.clone(ArrivalWatermarks.<ReferenceArrival>none());
    none.createWatermarkGenerator(new Context(clock)).onPeriodicEmit(seen);
    assertThat(seen.idle).isTrue();
    assertThat(InstantiationUtil.clone(ArrivalWatermarks.captures(LATE, IDLE)))
        .isEqualTo(ArrivalWatermarks.captures(LATE, IDLE));
  }

  private void arrive(CaptureArrival arrival) {
    generator.onEvent(arrival, assigner.extractTimestamp(arrival, -1), seen);
    generator.onPeriodicEmit(seen);
  }

  private static CaptureArrival captured(Instant at) {
    return CaptureArrival.of(
        new CapturedSample(Examples.capture("cap-1", at), Examples.PHOTO, Examples.POSITION, at));
  }

  private static final class Seen implements WatermarkOutput {
    long watermark = Long.MIN_VALUE;
    boolean idle;

    @Override
    public void emitWatermark(Watermark mark) {
      watermark = mark.getTimestamp();
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }

  private record Context(ManualClock clock)
      implements WatermarkGeneratorSupplier.Context, TimestampAssignerSupplier.Context {
    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return clock;
    }
  }
}
