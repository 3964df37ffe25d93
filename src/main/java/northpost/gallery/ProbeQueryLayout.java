package northpost.gallery;

import java.io.IOException;
import northpost.stream.DomainCodes;
import northpost.stream.Layout;
import northpost.stream.ProbeLayout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;

/** The bytes of a probe on its way to a shard. */
public final class ProbeQueryLayout implements Layout<ProbeQuery> {
  private static final long serialVersionUID = 1L;

  private static final ProbeLayout PROBE = new ProbeLayout();

  @Override
  public Class<ProbeQuery> type() {
    return ProbeQuery.class;
  }

  @Override
  public void write(ProbeQuery value, RecordOutput out) {
    out.number(value.shardKey());
    out.number(value.shardsAsked());
    out.constant(value.kind(), DomainCodes.COMPARISON);
    out.record(value.probe(), PROBE);
  }

  @Override
  public ProbeQuery read(RecordInput in) throws IOException {
    return new ProbeQuery(
        in.smallNumber(), in.smallNumber(), in.constant(DomainCodes.COMPARISON), in.record(PROBE));
  }
}
