package northpost.anomaly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import northpost.domain.Anomaly;
import northpost.domain.CameraMinute;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
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
 * Watches the minutes of a port. Keyed by port: it sees one record a camera, mode and minute,
 * whatever the traffic.
 *
 * <p>A minute is judged when event time has passed its end by the hold; until then a later version
 * replaces an earlier one. What comes later still is no longer counted: it is taken, in the minute
 * in which it arrived by its own transport time, as a sign of life and of a late camera.
 */
public final class PortWatchFunction extends KeyedProcessFunction<String, CameraMinute, Anomaly> {
  static final long MINUTE = 60_000;

  private final PortRegistry registry;
  private final long holdMinutes;

  // -- runtime
  private transient MapState<Long, List<CameraMinute>> waiting;
  private transient ValueState<PortMemory> memory;
  private transient MapState<String, Figures> hours;
  private transient Holidays holidays;

  /**
   * By port, each as its state has it: to make one anew for each minute takes longer than to judge.
   */
  private transient Map<String, PortWatch> watches;

  /**
   * @param holdMinutes how long a minute waits for what is late, 0 or more
   */
  public PortWatchFunction(PortRegistry registry, long holdMinutes) {
    this.registry = registry;
    this.holdMinutes = holdMinutes;
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "waiting-minutes",
                    Types.LONG,
                    Types.LIST(TypeInformation.of(CameraMinute.class))));
    memory =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("port", TypeInformation.of(PortMemory.class)));
    hours =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "learned-hours", Types.STRING, TypeInformation.of(Figures.class)));
    holidays = Holidays.shipped();
    watches = new HashMap<>();
  }

  @Override
  public void processElement(CameraMinute minute, Context ctx, Collector<Anomaly> out)
      throws Exception {
    Optional<Port> port = registry.port(minute.portCode());
    if (port.isEmpty()) {
      return;
    }
    long start = Math.floorDiv(minute.start().toEpochMilli(), MINUTE);
    PortMemory before = memory.value();
    long takenIn = start;
    if (before == null) {
      // The watch begins with the earliest minute, not with the one that comes first.
      ctx.timerService().registerEventTimeTimer(judgedAt(start));
    } else if (start < before.nextMinute()) {
      long arrived = start + (long) (minute.transportMillis().mean() / MINUTE);
      takenIn = Math.max(before.nextMinute(), arrived);
    }
    List<CameraMinute> together =
        waiting.contains(takenIn) ? new ArrayList<>(waiting.get(takenIn)) : new ArrayList<>();
    together.removeIf(other -> sameSlot(other, minute) && other.version() < minute.version());
    if (together.stream().noneMatch(other -> sameSlot(other, minute))) {
      together.add(minute);
      waiting.put(takenIn, together);
    }
  }

  private static boolean sameSlot(CameraMinute a, CameraMinute b) {
    return a.cameraId().equals(b.cameraId())
        && a.mode() == b.mode()
        && a.zone() == b.zone()
        && a.start().equals(b.start());
  }

  private long judgedAt(long minute) {
    return (minute + 1 + holdMinutes) * MINUTE;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Anomaly> out) throws Exception {
    Port port = registry.port(ctx.getCurrentKey()).orElse(null);
    if (port == null) {
      // It was registered before the job was restored with another registry.
      memory.clear();
      waiting.clear();
      hours.clear();
      return;
    }
    PortMemory before = memory.value();
    if (before == null) {
      before = PortMemory.blank(port.code(), timestamp / MINUTE - 1 - holdMinutes);
    }
    if (timestamp != judgedAt(before.nextMinute())) {
      return;
    }
    PortWatch watch = watches.get(port.code());
    if (watch == null) {
      watch = new PortWatch(port, registry, holidays, before, learnedHours());
      watches.put(port.code(), watch);
    }
    long minute = watch.nextMinute();
    List<CameraMinute> of = waiting.get(minute);
    watch.judge(of == null ? List.of() : sorted(of)).forEach(out::collect);
    waiting.remove(minute);
    memory.update(watch.memory());
    // At the end of the input time stands still: what is not waiting will never come.
    boolean ended = ctx.timerService().currentWatermark() == Long.MAX_VALUE;
    if (!ended || !waiting.isEmpty()) {
      ctx.timerService().registerEventTimeTimer(judgedAt(minute + 1));
    }
  }

  /** The same order whatever the order they came in. */
  private static List<CameraMinute> sorted(List<CameraMinute> minutes) {
    List<CameraMinute> sorted = new ArrayList<>(minutes);
    sorted.sort(
        java.util.Comparator.comparing(CameraMinute::start)
            .thenComparing(CameraMinute::cameraId)
            .thenComparing(CameraMinute::mode)
            .thenComparing(CameraMinute::version));
    return sorted;
  }

  private LearnedHours learnedHours() {
    return new LearnedHours() {
      @Override
      public Figures get(String key) throws Exception {
        return hours.get(key);
      }

      @Override
      public void put(String key, Figures figures) throws Exception {
        hours.put(key, figures);
      }
    };
  }
}
