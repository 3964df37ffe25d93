package northpost.gallery;

import java.io.IOException;
import northpost.stream.DomainCodes;
import northpost.stream.Layout;
import northpost.stream.ProbeLayout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;

/** The bytes of a probe whose answers the merge is to expect. */
public final class AskedProbeLayout implements Layout<AskedProbe> {
  private static final long serialVersionUID = 1L;

  private static final ProbeLayout PROBE = new ProbeLayout();

  @Override
  public Class<AskedProbe> type() {
    return AskedProbe.class;
  }

  @Override
  public void write(AskedProbe value, RecordOutput out) {
    out.record(value.probe(), PROBE);
    out.string(value.modelId());
    out.constant(value.kind(), DomainCodes.COMPARISON);
    out.number(value.shardsAsked());
    out.number(value.answerBy());
  }

  @Override
  public AskedProbe read(RecordInput in) throws IOException {
    return new AskedProbe(
        in.record(PROBE),
        in.knownString(),
        in.constant(DomainCodes.COMPARISON),
        in.smallNumber(),
        in.number());
  }
}
