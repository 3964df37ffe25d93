package northpost.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import northpost.analytics.Place.Level;
import northpost.domain.Decision;
import northpost.domain.LatencySketches;
import northpost.domain.LatencyWindow;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/**
 * The latencies of lanes, or of the crossings or ports that they belong to, in windows of a minute,
 * a quarter, an hour and a day. Keyed by the place. Crossings and ports are added up from what is
 * new in the minutes of their lanes, when those are written.
 *
 * @param <I> decisions, or minutes of lanes
 */
abstract class LatencyFunction<I>
    extends WindowFunction<
        I, LatencyFunction.Content, LatencyFunction.LatencyState, LatencyWindow> {
  private final Level level;
  private final WindowSpans spans;

  LatencyFunction(Level level, WindowSpans spans) {
    super("windows", LatencyState.class, 0, LATENESS_MILLIS);
    this.level = level;
    this.spans = spans;
  }

  abstract String portCode(I record);

  abstract Instant at(I record);

  abstract void addTo(StageLatencies latencies, I record);

  @Override
  Counter tooLate(MetricGroup northpost) {
    return northpost.counter("latenciesTooLate");
  }

  @Override
  List<WindowSlot> slots(I record) {
    List<WindowSlot> slots = new ArrayList<>(4);
    spans.addTo(slots, portCode(record), at(record), null, null);
    return slots;
  }

  @Override
  Content add(Content content, WindowSlot slot, I record) {
    Content sum = content == null ? new Content(new StageLatencies(), null) : content;
    addTo(sum.fresh, record);
    return sum;
  }

  @Override
  Content fromState(LatencyState state) {
    return new Content(
        StageLatencies.of(state.fresh()),
        state.written() == null ? null : StageLatencies.of(state.written()));
  }

  @Override
  Content write(String key, WindowSlot slot, Content content, Collector<LatencyWindow> out) {
    Place place = Place.of(key);
    LatencySketches change = content.fresh.toSketches();
    StageLatencies all = content.fresh;
    if (content.written != null) {
      all = content.written;
      all.add(content.fresh);
    }
    out.collect(
        new LatencyWindow(
            level.name(),
            place.portCode(),
            place.crossingId(),
            place.laneId(),
            Instant.ofEpochMilli(slot.start()),
            Instant.ofEpochMilli(slot.end()),
            all.captures(),
            all.total().summary(),
            all.transport().summary(),
            all.acquisition().summary(),
            all.comparison().summary(),
            all.queueAgeMillis(),
            change));
    return new Content(new StageLatencies(), all);
  }

  /**
   * The state of a window.
   *
   * @param fresh since it was last written
   * @param written what it said then; null: not yet written
   */
  public record LatencyState(LatencySketches fresh, LatencySketches written) {}

  /** A window that is being filled. */
  static final class Content implements WindowContent<LatencyState> {
    private final StageLatencies fresh;
    private final StageLatencies written;

    private Content(StageLatencies fresh, StageLatencies written) {
      this.fresh = fresh;
      this.written = written;
    }

    @Override
    public boolean unwritten() {
      return fresh.captures() > 0;
    }

    @Override
    public LatencyState toState() {
      return new LatencyState(fresh.toSketches(), written == null ? null : written.toSketches());
    }
  }

  /** Of lanes, from decisions. */
  static final class OfLanes extends LatencyFunction<Decision> {
    private static final long serialVersionUID = 1L;

    OfLanes(WindowSpans spans) {
      super(Level.LANE, spans);
    }

    @Override
    String portCode(Decision decision) {
      return decision.capture().portCode();
    }

    @Override
    Instant at(Decision decision) {
      return decision.capture().capturedAt();
    }

    @Override
    void addTo(StageLatencies latencies, Decision decision) {
      latencies.add(decision);
    }
  }

  /** Of crossings or ports, from the minutes of their lanes. */
  static final class OfPlacesAbove extends LatencyFunction<LatencyWindow> {
    private static final long serialVersionUID = 1L;

    OfPlacesAbove(Level level, WindowSpans spans) {
      super(level, spans);
    }

    @Override
    String portCode(LatencyWindow lane) {
      return lane.portCode();
    }

    @Override
    Instant at(LatencyWindow lane) {
      return lane.start();
    }

    @Override
    void addTo(StageLatencies latencies, LatencyWindow lane) {
      latencies.add(StageLatencies.of(lane.change()));
    }
  }
}
