package northpost.stream;

import java.io.IOException;
import northpost.domain.LatencyWindow;

/** The bytes of a latency window. */
public final class LatencyWindowLayout implements Layout<LatencyWindow> {
  private static final long serialVersionUID = 1L;

  private static final LatencySummaryLayout SUMMARY = new LatencySummaryLayout();
  private static final LatencySketchesLayout SKETCHES = new LatencySketchesLayout();

  @Override
  public Class<LatencyWindow> type() {
    return LatencyWindow.class;
  }

  @Override
  public void write(LatencyWindow value, RecordOutput out) {
    out.string(value.scope());
    out.string(value.portCode());
    out.string(value.crossingId());
    out.string(value.laneId());
    out.instant(value.start());
    out.instant(value.end());
    out.number(value.version());
    out.record(value.total(), SUMMARY);
    out.record(value.transport(), SUMMARY);
    out.record(value.acquisition(), SUMMARY);
    out.record(value.comparison(), SUMMARY);
    out.number(value.queueAgeMillis());
    out.record(value.change(), SKETCHES);
  }

  @Override
  public LatencyWindow read(RecordInput in) throws IOException {
    return new LatencyWindow(
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.instant(),
        in.instant(),
        in.number(),
        in.record(SUMMARY),
        in.record(SUMMARY),
        in.record(SUMMARY),
        in.record(SUMMARY),
        in.number(),
        in.record(SKETCHES));
  }
}
