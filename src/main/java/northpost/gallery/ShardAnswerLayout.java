package northpost.gallery;

import java.io.IOException;
import northpost.stream.CandidateLayout;
import northpost.stream.DomainCodes;
import northpost.stream.Layout;
import northpost.stream.ProbeLayout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;

/** The bytes of a shard's answer. */
public final class ShardAnswerLayout implements Layout<ShardAnswer> {
  private static final long serialVersionUID = 1L;

  private static final CandidateLayout CANDIDATE = new CandidateLayout();
  private static final ProbeLayout PROBE = new ProbeLayout();

  @Override
  public Class<ShardAnswer> type() {
    return ShardAnswer.class;
  }

  @Override
  public void write(ShardAnswer value, RecordOutput out) {
    out.record(value.probe(), PROBE);
    out.string(value.modelId());
    out.number(value.shardKey());
    out.number(value.shardsAsked());
    out.constant(value.kind(), DomainCodes.COMPARISON);
    out.constant(value.status(), ComparisonStatusCodes.STATUS);
    out.list(value.candidates(), CANDIDATE);
    out.number(value.searched());
    out.number(value.otherModel());
    out.strings(value.galleryIds());
  }

  @Override
  public ShardAnswer read(RecordInput in) throws IOException {
    return new ShardAnswer(
        in.record(PROBE),
        in.knownString(),
        in.smallNumber(),
        in.smallNumber(),
        in.constant(DomainCodes.COMPARISON),
        in.constant(ComparisonStatusCodes.STATUS),
        in.list(CANDIDATE),
        in.smallNumber(),
        in.smallNumber(),
        in.strings());
  }
}
