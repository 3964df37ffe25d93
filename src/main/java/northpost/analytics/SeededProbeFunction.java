package northpost.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.ErrorCounts;
import northpost.domain.ErrorRateWindow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the decisions on seeded probes: FMR and FNMR of each lane, and of its port, per hour of
 * capture. Keyed by port and hour; seeded probes are so few that a large port is no burden.
 *
 * <p>A window is written each minute in which probes came, by event time, and so is a later
 * correction; each with a higher version. State ends {@link WindowFunction#LATENESS_MILLIS} after
 * the window; decisions later than that are counted in a metric.
 */
public final class SeededProbeFunction
    extends KeyedProcessFunction<String, Decision, ErrorRateWindow> {
  static final long WINDOW_MILLIS = 3_600_000;
  private static final long WRITE_MILLIS = 60_000;

  // -- runtime
  private transient MapState<String, LaneErrors> lanes;
  private transient Counter tooLate;

  @Override
  public void open(OpenContext context) {
    lanes =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "lane-errors", Types.STRING, TypeInformation.of(LaneErrors.class)));
    tooLate =
        getRuntimeContext().getMetricGroup().addGroup("northpost").counter("seededProbesTooLate");
  }

  /** The key of a decision: its port and hour. */
  public static String key(Decision decision) {
    Capture capture = decision.capture();
    return capture.portCode() + "|" + hour(capture.capturedAt().toEpochMilli());
  }

  private static long hour(long millis) {
    return Math.floorDiv(millis, WINDOW_MILLIS) * WINDOW_MILLIS;
  }

  @Override
  public void processElement(Decision decision, Context ctx, Collector<ErrorRateWindow> out)
      throws Exception {
    Capture capture = decision.capture();
    long capturedAt = capture.capturedAt().toEpochMilli();
    long start = hour(capturedAt);
    long cleanUpAt = start + WINDOW_MILLIS + WindowFunction.LATENESS_MILLIS;
    long watermark = ctx.timerService().currentWatermark();
    if (cleanUpAt <= watermark) {
      tooLate.inc();
      return;
    }
    ErrorCounts counts = ErrorCounts.of(capture.seededProbe(), decision.outcome());
    if (counts.probes() == 0) {
      return;
    }
    ComparisonKind comparison = asked(capture);
    String lane = capture.crossingId() + "|" + capture.laneId() + "|" + comparison;
    LaneErrors before = lanes.get(lane);
    lanes.put(
        lane,
        before == null
            ? new LaneErrors(
                capture.portCode(),
                capture.crossingId(),
                capture.laneId(),
                comparison,
                start,
                counts,
                0)
            : before.plus(counts));
    long minuteEnd = Math.floorDiv(capturedAt, WRITE_MILLIS) * WRITE_MILLIS + WRITE_MILLIS;
    ctx.timerService().registerEventTimeTimer(EmissionTime.of(minuteEnd, watermark));
    ctx.timerService().registerEventTimeTimer(cleanUpAt);
  }

  /** Asked for, not made: a probe that could not be compared counts with those that were. */
  private static ComparisonKind asked(Capture capture) {
    return capture.presentedReferenceId() != null
        ? ComparisonKind.VERIFICATION
        : ComparisonKind.IDENTIFICATION;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<ErrorRateWindow> out)
      throws Exception {
    Map<ComparisonKind, LaneErrors> ports = new TreeMap<>();
    List<ComparisonKind> changed = new ArrayList<>();
    boolean ended = false;
    Map<String, LaneErrors> written = new TreeMap<>();
    for (Map.Entry<String, LaneErrors> entry : lanes.entries()) {
      LaneErrors lane = entry.getValue();
      ended |= lane.startMillis() + WINDOW_MILLIS + WindowFunction.LATENESS_MILLIS <= timestamp;
      ports.merge(lane.comparison(), lane, (sum, more) -> sum.plus(more.counts()));
      if (lane.written() < lane.counts().probes()) {
        out.collect(lane.toWindow());
        written.put(entry.getKey(), lane.markWritten());
        changed.add(lane.comparison());
      }
    }
    ports.forEach(
        (comparison, sum) -> {
          if (changed.contains(comparison)) {
            out.collect(sum.toPortWindow());
          }
        });
    if (ended) {
      lanes.clear();
    } else {
      lanes.putAll(written);
    }
  }

  /**
   * The state of one lane and kind of comparison in an hour.
   *
   * @param written probes counted when it was last written; 0: not yet
   */
  public record LaneErrors(
      String portCode,
      String crossingId,
      String laneId,
      ComparisonKind comparison,
      long startMillis,
      ErrorCounts counts,
      long written) {
    LaneErrors plus(ErrorCounts more) {
      return new LaneErrors(
          portCode, crossingId, laneId, comparison, startMillis, counts.plus(more), written);
    }

    LaneErrors markWritten() {
      return new LaneErrors(
          portCode, crossingId, laneId, comparison, startMillis, counts, counts.probes());
    }

    ErrorRateWindow toWindow() {
      return window(Place.Level.LANE.name(), crossingId, laneId);
    }

    ErrorRateWindow toPortWindow() {
      return window(Place.Level.PORT.name(), null, null);
    }

    private ErrorRateWindow window(String scope, String crossing, String lane) {
      return new ErrorRateWindow(
          scope,
          portCode,
          crossing,
          lane,
          comparison,
          Instant.ofEpochMilli(startMillis),
          Instant.ofEpochMilli(startMillis + WINDOW_MILLIS),
          counts.probes(),
          counts);
    }
  }
}
