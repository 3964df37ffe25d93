package northpost.stream;

import java.io.IOException;
import northpost.domain.LatencySketches;

/** The bytes of latencies by stage. */
public final class LatencySketchesLayout implements Layout<LatencySketches> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<LatencySketches> type() {
    return LatencySketches.class;
  }

  @Override
  public void write(LatencySketches value, RecordOutput out) {
    out.number(value.captures());
    out.bytes(value.total());
    out.bytes(value.transport());
    out.bytes(value.acquisition());
    out.bytes(value.comparison());
    out.number(value.queueAgeMillis());
  }

  @Override
  public LatencySketches read(RecordInput in) throws IOException {
    return new LatencySketches(
        in.number(), in.bytes(), in.bytes(), in.bytes(), in.bytes(), in.number());
  }
}
