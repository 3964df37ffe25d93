package northpost.stream;

import java.io.IOException;
import northpost.domain.LatencySummary;

/** The bytes of a summary of latencies. */
public final class LatencySummaryLayout implements Layout<LatencySummary> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<LatencySummary> type() {
    return LatencySummary.class;
  }

  @Override
  public void write(LatencySummary value, RecordOutput out) {
    out.number(value.n());
    out.number(value.p50());
    out.number(value.p95());
    out.number(value.p99());
    out.number(value.max());
  }

  @Override
  public LatencySummary read(RecordInput in) throws IOException {
    return new LatencySummary(in.number(), in.number(), in.number(), in.number(), in.number());
  }
}
