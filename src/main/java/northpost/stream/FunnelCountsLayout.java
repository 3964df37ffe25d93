package northpost.stream;

import java.io.IOException;
import northpost.domain.FunnelCounts;

/** The bytes of funnel counts. */
public final class FunnelCountsLayout implements Layout<FunnelCounts> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<FunnelCounts> type() {
    return FunnelCounts.class;
  }

  @Override
  public void write(FunnelCounts value, RecordOutput out) {
    out.number(value.presented());
    out.number(value.optedOut());
    out.number(value.unusable());
    out.number(value.matched());
    out.number(value.ambiguous());
    out.number(value.notMatched());
    out.number(value.unavailable());
    out.number(value.maxLatencyMillis());
  }

  @Override
  public FunnelCounts read(RecordInput in) throws IOException {
    return new FunnelCounts(
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number());
  }
}
