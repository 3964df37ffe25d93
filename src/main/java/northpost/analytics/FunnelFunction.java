package northpost.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import northpost.analytics.Place.Level;
import northpost.domain.EncounterCounts;
import northpost.domain.FunnelWindow;
import northpost.domain.Mode;
import northpost.domain.Zone;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/**
 * The funnel of lanes, or of the crossings or ports that they belong to, in windows of a minute, a
 * quarter, an hour and a day. Keyed by the place.
 *
 * <p>Crossings and ports are added up from what is new in the minutes of their lanes, when those
 * are written: a port sees a few records a minute, whatever the traffic.
 */
final class FunnelFunction
    extends WindowFunction<
        FunnelChange, FunnelFunction.Content, FunnelFunction.FunnelState, FunnelWindow> {
  private static final long serialVersionUID = 1L;

  private final Level level;
  private final WindowSpans spans;

  FunnelFunction(Level level, WindowSpans spans, long settleMillis, long latenessMillis) {
    super("windows", FunnelState.class, settleMillis, latenessMillis);
    this.level = level;
    this.spans = spans;
  }

  @Override
  Counter tooLate(MetricGroup northpost) {
    return northpost.counter("funnelChangesTooLate");
  }

  /** Each part of the place's traffic that is shown, in each window. */
  @Override
  List<WindowSlot> slots(FunnelChange change) {
    List<WindowSlot> slots = new ArrayList<>(12);
    switch (level) {
      case LANE -> add(slots, change, change.mode(), change.zone());
      case CROSSING -> {
        add(slots, change, null, null);
        add(slots, change, change.mode(), null);
      }
      case PORT -> {
        add(slots, change, null, null);
        add(slots, change, change.mode(), null);
        add(slots, change, null, change.zone());
      }
    }
    return slots;
  }

  private void add(List<WindowSlot> slots, FunnelChange change, Mode mode, Zone zone) {
    spans.addTo(slots, change.portCode(), change.at(), mode, zone);
  }

  @Override
  Content add(Content content, WindowSlot slot, FunnelChange change) {
    Content sum = content == null ? new Content(EncounterCounts.ZERO, 0, null, 0) : content;
    sum.add(change);
    return sum;
  }

  @Override
  Content fromState(FunnelState state) {
    return new Content(state.counts(), state.version(), state.writtenCounts(), state.written());
  }

  @Override
  Content write(String key, WindowSlot slot, Content content, Collector<FunnelWindow> out) {
    Place place = Place.of(key);
    EncounterCounts before =
        content.writtenCounts == null ? EncounterCounts.ZERO : content.writtenCounts;
    out.collect(
        new FunnelWindow(
            level.name(),
            place.portCode(),
            place.crossingId(),
            place.laneId(),
            slot.mode(),
            slot.zone(),
            Instant.ofEpochMilli(slot.start()),
            Instant.ofEpochMilli(slot.end()),
            content.version,
            content.counts,
            content.counts.minus(before),
            content.version - content.written));
    content.writtenCounts = content.counts;
    content.written = content.version;
    return content;
  }

  /**
   * The state of a window.
   *
   * @param writtenCounts the counts when it was last written; null: not yet
   * @param written the version then
   */
  public record FunnelState(
      EncounterCounts counts, long version, EncounterCounts writtenCounts, long written) {}

  /** A window that is being filled. */
  static final class Content implements WindowContent<FunnelState> {
    private EncounterCounts counts;
    private long version;
    private EncounterCounts writtenCounts;
    private long written;

    private Content(
        EncounterCounts counts, long version, EncounterCounts writtenCounts, long written) {
      this.counts = counts;
      this.version = version;
      this.writtenCounts = writtenCounts;
      this.written = written;
    }

    private void add(FunnelChange change) {
      counts = counts.plus(change.counts());
      version += change.changes();
    }

    @Override
    public boolean unwritten() {
      return written < version;
    }

    @Override
    public FunnelState toState() {
      return new FunnelState(counts, version, writtenCounts, written);
    }
  }
}
