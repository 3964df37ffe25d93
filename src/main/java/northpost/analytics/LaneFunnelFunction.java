package northpost.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import northpost.domain.Capture;
import northpost.domain.Decision;
import northpost.domain.FunnelCounts;
import northpost.domain.FunnelWindow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the decisions of a lane by outcome, per minute of capture. Keyed by lane.
 *
 * <p>A window is written when event time passes its end. A later decision corrects it: the window
 * is written again, with a higher version, at the next advance of event time. The version is the
 * number of captures counted, so that a replay can never outrank a fuller count. State of a window
 * ends {@link #LATENESS_MILLIS} after it; decisions later than that are counted in a metric.
 */
public final class LaneFunnelFunction extends KeyedProcessFunction<String, Decision, FunnelWindow> {
  public static final String SCOPE = "LANE";
  static final long WINDOW_MILLIS = 60_000;
  static final long LATENESS_MILLIS = 24 * 3_600_000L;

  // -- runtime
  private transient MapState<Long, LaneWindow> windows;
  private transient Counter tooLate;

  @Override
  public void open(OpenContext context) {
    windows =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "minutes", Types.LONG, TypeInformation.of(LaneWindow.class)));
    tooLate =
        getRuntimeContext().getMetricGroup().addGroup("northpost").counter("decisionsTooLate");
  }

  @Override
  public void processElement(Decision decision, Context ctx, Collector<FunnelWindow> out)
      throws Exception {
    Capture capture = decision.capture();
    long start = Math.floorDiv(capture.capturedAt().toEpochMilli(), WINDOW_MILLIS) * WINDOW_MILLIS;
    long watermark = ctx.timerService().currentWatermark();
    long cleanUpAt = start + WINDOW_MILLIS + LATENESS_MILLIS;
    if (cleanUpAt <= watermark) {
      tooLate.inc();
      return;
    }
    LaneWindow window = windows.get(start);
    FunnelCounts counts = FunnelCounts.of(decision.outcome(), decision.totalLatencyMillis());
    windows.put(
        start,
        window == null
            ? new LaneWindow(capture.portCode(), capture.crossingId(), capture.laneId(), counts, 0)
            : window.plus(counts));
    ctx.timerService().registerEventTimeTimer(EmissionTime.of(start + WINDOW_MILLIS, watermark));
    ctx.timerService().registerEventTimeTimer(cleanUpAt);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<FunnelWindow> out)
      throws Exception {
    List<Long> ended = new ArrayList<>();
    for (Map.Entry<Long, LaneWindow> entry : windows.entries()) {
      long end = entry.getKey() + WINDOW_MILLIS;
      LaneWindow window = entry.getValue();
      if (end <= timestamp && window.written() < window.counts().presented()) {
        out.collect(window.toFunnel(Instant.ofEpochMilli(entry.getKey())));
        windows.put(entry.getKey(), window.markWritten());
      }
      if (end + LATENESS_MILLIS <= timestamp) {
        ended.add(entry.getKey());
      }
    }
    for (Long start : ended) {
      windows.remove(start);
    }
  }

  /**
   * The state of one minute of one lane.
   *
   * @param written captures counted when the window was last written; 0: not yet
   */
  public record LaneWindow(
      String portCode, String crossingId, String laneId, FunnelCounts counts, long written) {
    LaneWindow plus(FunnelCounts more) {
      return new LaneWindow(portCode, crossingId, laneId, counts.plus(more), written);
    }

    LaneWindow markWritten() {
      return new LaneWindow(portCode, crossingId, laneId, counts, counts.presented());
    }

    FunnelWindow toFunnel(Instant start) {
      return new FunnelWindow(
          SCOPE,
          portCode,
          crossingId,
          laneId,
          start,
          start.plusMillis(WINDOW_MILLIS),
          counts.presented(),
          counts);
    }
  }
}
