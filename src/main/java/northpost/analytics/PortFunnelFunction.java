package northpost.analytics;

import java.util.Map;
import northpost.domain.FunnelCounts;
import northpost.domain.FunnelWindow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds the lanes of a port up, window by window. Keyed by port and window, so that the largest port
 * is no key of its own; it sees one record a lane and minute, whatever the traffic. A corrected
 * lane replaces what it said before. State ends with the lanes' lateness.
 */
public final class PortFunnelFunction
    extends KeyedProcessFunction<String, FunnelWindow, FunnelWindow> {
  public static final String SCOPE = "PORT";

  // -- runtime
  private transient MapState<String, FunnelCounts> lanes;
  private transient ValueState<FunnelWindow> frame;

  @Override
  public void open(OpenContext context) {
    lanes =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "lanes", Types.STRING, TypeInformation.of(FunnelCounts.class)));
    frame =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("frame", TypeInformation.of(FunnelWindow.class)));
  }

  /** The key of a lane's window: its port and start. */
  public static String key(FunnelWindow lane) {
    return lane.portCode() + "|" + lane.start().toEpochMilli();
  }

  @Override
  public void processElement(FunnelWindow lane, Context ctx, Collector<FunnelWindow> out)
      throws Exception {
    String laneKey = lane.crossingId() + "|" + lane.laneId();
    FunnelCounts before = lanes.get(laneKey);
    if (before != null && before.presented() >= lane.counts().presented()) {
      return;
    }
    lanes.put(laneKey, lane.counts());
    frame.update(lane);
    long end = lane.end().toEpochMilli();
    long watermark = ctx.timerService().currentWatermark();
    ctx.timerService().registerEventTimeTimer(EmissionTime.of(end, watermark));
    ctx.timerService().registerEventTimeTimer(end + LaneFunnelFunction.LATENESS_MILLIS);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<FunnelWindow> out)
      throws Exception {
    FunnelWindow lane = frame.value();
    if (lane == null) {
      return;
    }
    if (timestamp == lane.end().toEpochMilli() + LaneFunnelFunction.LATENESS_MILLIS) {
      lanes.clear();
      frame.clear();
      return;
    }
    FunnelCounts sum = FunnelCounts.ZERO;
    for (Map.Entry<String, FunnelCounts> entry : lanes.entries()) {
      sum = sum.plus(entry.getValue());
    }
    out.collect(
        new FunnelWindow(
            SCOPE, lane.portCode(), null, null, lane.start(), lane.end(), sum.presented(), sum));
  }
}
