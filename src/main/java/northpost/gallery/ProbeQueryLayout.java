package northpost.gallery;

import java.io.IOException;
import northpost.stream.DomainCodes;
import northpost.stream.Layout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;
import northpost.stream.TemplateLayout;

/** The bytes of a question to a subtask of the gallery. */
public final class ProbeQueryLayout implements Layout<ProbeQuery> {
  private static final long serialVersionUID = 1L;

  private static final TemplateLayout TEMPLATE = new TemplateLayout();

  @Override
  public Class<ProbeQuery> type() {
    return ProbeQuery.class;
  }

  @Override
  public void write(ProbeQuery value, RecordOutput out) {
    out.number(value.shardKey());
    out.number(value.firstShard());
    out.number(value.shards());
    out.string(value.captureId());
    out.constant(value.kind(), DomainCodes.COMPARISON);
    out.instant(value.capturedAt());
    out.string(value.sought());
    out.record(value.template(), TEMPLATE);
    out.number(value.answerBy());
  }

  @Override
  public ProbeQuery read(RecordInput in) throws IOException {
    return new ProbeQuery(
        in.smallNumber(),
        in.smallNumber(),
        in.smallNumber(),
        in.string(),
        in.constant(DomainCodes.COMPARISON),
        in.instant(),
        in.string(),
        in.record(TEMPLATE),
        in.number());
  }
}
