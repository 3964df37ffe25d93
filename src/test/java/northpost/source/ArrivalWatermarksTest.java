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
  private final WatermarkStrategy<CaptureArrival> reader = reader();
  private final WatermarkGenerator<CaptureArrival> generator =
      reader.createWatermarkGenerator(new Context(clock));
  private final Seen otherSeen = new Seen();
  private final WatermarkGenerator<CaptureArrival> other =
      reader.createWatermarkGenerator(new Context(clock));
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
  void aSilentPartitionIsLeftOutWhileAnotherIsHeard() {
    arrive(captured(Examples.NOON));
    for (int second = 1; second <= 120; second++) {
      clock.advanceTime(Duration.ofSeconds(1));
      other.onEvent(captured(Examples.NOON.plusSeconds(second)), at(second), otherSeen);
      generator.onPeriodicEmit(seen);
      other.onPeriodicEmit(otherSeen);
    }
    assertThat(seen.idle).isTrue();
    assertThat(seen.watermark).isEqualTo(at(-5) - 1);
    assertThat(otherSeen.idle).isFalse();
    assertThat(otherSeen.watermark).isEqualTo(at(115) - 1);
    arrive(captured(Examples.NOON.plusSeconds(121)));
    assertThat(seen.idle).isFalse();
  }

  @Test
  void rejectionsAloneAreSilence() {
    arrive(captured(Examples.NOON));
    for (int i = 0; i < 40; i++) {
      clock.advanceTime(Duration.ofSeconds(1));
      arrive(CaptureArrival.rejected(Examples.deadLetter()));
    }
    assertThat(seen.watermark).isEqualTo(at(40 - 5) - 1);
  }

  @Test
  void eventTimeGoesOnByTheClockWhenAllAreSilent() {
    arrive(captured(Examples.NOON));
    arrive(captured(Examples.NOON.minusSeconds(3)));
    clock.advanceTime(IDLE.minusMillis(1));
    tick();
    assertThat(seen.watermark).isEqualTo(at(-5) - 1);
    clock.advanceTime(Duration.ofMillis(1));
    tick();
    assertThat(seen.watermark).isEqualTo(at(30 - 5) - 1);
    assertThat(otherSeen.watermark).isEqualTo(seen.watermark);
    clock.advanceTime(Duration.ofMinutes(10));
    tick();
    assertThat(seen.watermark).isEqualTo(at(630 - 5) - 1);
    assertThat(seen.idle).isFalse();
    assertThat(otherSeen.idle).isFalse();
  }

  @Test
  void goesNoFurtherThanHalfOfTheTimeThatWindowsAreCorrected() {
    arrive(captured(Examples.NOON));
    clock.advanceTime(CaptureWatermarks.LONGEST_SILENCE);
    tick();
    long furthest =
        Examples.NOON.plus(CaptureWatermarks.LONGEST_SILENCE).minus(LATE).toEpochMilli();
    assertThat(seen.watermark).isEqualTo(furthest - 1);
    clock.advanceTime(Duration.ofDays(90));
    tick();
    assertThat(seen.watermark).isEqualTo(furthest - 1);
    assertThat(seen.idle).isTrue();
    assertThat(otherSeen.idle).isTrue();
  }

  /** A backlog of yesterday, with a stall in it: event time must not jump to now. */
  @Test
  void goesOnFromTheNewestCaptureNotToTheTimeOfDay() {
    arrive(captured(Examples.NOON));
    clock.advanceTime(Duration.ofHours(6));
    tick();
    arrive(captured(Examples.NOON.plusSeconds(60)));
    clock.advanceTime(IDLE);
    tick();
    assertThat(seen.emitted).isEqualTo(at(60 + 30 - 5) - 1);
  }

  @Test
  void aReaderThatHasHeardNothingIsIdle() {
    clock.advanceTime(Duration.ofHours(1));
    tick();
    assertThat(seen.idle).isTrue();
    assertThat(seen.watermark).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void eachReaderKeepsItsPartitionsApart() throws Exception {
    Seen elsewhere = new Seen();
    WatermarkGenerator<CaptureArrival> ofAnother =
        InstantiationUtil.clone(reader).createWatermarkGenerator(new Context(clock));
    arrive(captured(Examples.NOON));
    clock.advanceTime(IDLE);
    ofAnother.onEvent(captured(Examples.NOON.plusSeconds(30)), at(30), elsewhere);
    tick();
    assertThat(seen.watermark).isEqualTo(at(30 - 5) - 1);
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
  }

  private static WatermarkStrategy<CaptureArrival> reader() {
    try {
      return InstantiationUtil.clone(ArrivalWatermarks.captures(LATE, IDLE));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long at(long second) {
    return Examples.NOON.plusSeconds(second).toEpochMilli();
  }

  private void tick() {
    generator.onPeriodicEmit(seen);
    other.onPeriodicEmit(otherSeen);
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
    /** Of a partition: it never goes back. */
    long watermark = Long.MIN_VALUE;

    long emitted = Long.MIN_VALUE;
    boolean idle;

    @Override
    public void emitWatermark(Watermark mark) {
      emitted = mark.getTimestamp();
      watermark = Math.max(watermark, emitted);
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
