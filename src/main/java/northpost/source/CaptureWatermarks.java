package northpost.source;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Event time of one partition of captures.
 *
 * <p>While captures come, event time is the newest one's, less what captures may be out of order.
 * When none has come for a while, the partition is idle and left out: it holds back no other. But
 * when all partitions that this reader has are silent, nobody is left to carry event time on; then
 * each of them carries it on by the clock, as if a capture came at every moment, so that the last
 * minute before a quiet night is written in that night. It goes on from the newest capture by the
 * time that has passed since, never to the time of day: a reader that catches up on a backlog, or
 * has lost its broker for an hour, is at most as far ahead as it was silent. After {@link
 * #LONGEST_SILENCE} it stops: a backlog of any length is then late by no more than that, and counts
 * in its windows, which are corrected for a day.
 *
 * <p>The clock stands still while the reader is held up by back-pressure.
 */
final class CaptureWatermarks implements WatermarkGenerator<CaptureArrival> {
  /** How far event time goes by the clock; half of the time that windows are corrected. */
  static final Duration LONGEST_SILENCE = Duration.ofHours(12);

  private final long outOfOrderMillis;
  private final long idlenessMillis;
  private final RelativeClock clock;
  private final Partitions partitions;

  private boolean seen;
  private long lastSeenMillis;

  private long newest = Long.MIN_VALUE;

  /** By the clock, when the newest capture came: one out of order may have come after it. */
  private long newestSeenMillis;

  CaptureWatermarks(
      Duration outOfOrderness, Duration idleness, RelativeClock clock, Partitions partitions) {
    this.outOfOrderMillis = outOfOrderness.toMillis();
    this.idlenessMillis = idleness.toMillis();
    this.clock = clock;
    this.partitions = partitions;
    this.lastSeenMillis = clock.relativeTimeMillis();
    partitions.all.add(this);
  }

  /** A rejected record tells nothing of time. */
  @Override
  public void onEvent(CaptureArrival arrival, long timestamp, WatermarkOutput output) {
    if (arrival.sample() == null) {
      return;
    }
    seen = true;
    lastSeenMillis = clock.relativeTimeMillis();
    if (timestamp > newest) {
      newest = timestamp;
      newestSeenMillis = lastSeenMillis;
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (!isSilent()) {
      if (seen) {
        emit(newest, output);
      }
      return;
    }
    long carriedOn = partitions.carriedOn();
    if (carriedOn == Long.MIN_VALUE) {
      output.markIdle();
    } else {
      emit(carriedOn, output);
    }
  }

  private void emit(long time, WatermarkOutput output) {
    output.emitWatermark(new Watermark(time - outOfOrderMillis - 1));
  }

  private boolean isSilent() {
    return silentMillis() >= idlenessMillis;
  }

  private long silentMillis() {
    return clock.relativeTimeMillis() - lastSeenMillis;
  }

  /** The time by the clock; none where nothing came, or not for very long. */
  private long carriedOn() {
    boolean tooLong = silentMillis() > LONGEST_SILENCE.toMillis();
    return !seen || tooLong
        ? Long.MIN_VALUE
        : newest + clock.relativeTimeMillis() - newestSeenMillis;
  }

  /** The partitions of one reader. One that was taken away counts as silent. */
  static final class Partitions {
    private final List<CaptureWatermarks> all = new CopyOnWriteArrayList<>();

    /** The time by the clock when all are silent; else none. */
    private long carriedOn() {
      long time = Long.MIN_VALUE;
      for (CaptureWatermarks partition : all) {
        if (!partition.isSilent()) {
          return Long.MIN_VALUE;
        }
        time = Math.max(time, partition.carriedOn());
      }
      return time;
    }
  }
}
