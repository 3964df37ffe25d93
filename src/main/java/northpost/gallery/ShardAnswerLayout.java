package northpost.gallery;

import java.io.IOException;
import northpost.stream.CandidateLayout;
import northpost.stream.Layout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;

/** The bytes of a subtask's answer. */
public final class ShardAnswerLayout implements Layout<ShardAnswer> {
  private static final long serialVersionUID = 1L;

  private static final CandidateLayout CANDIDATE = new CandidateLayout();

  @Override
  public Class<ShardAnswer> type() {
    return ShardAnswer.class;
  }

  @Override
  public void write(ShardAnswer value, RecordOutput out) {
    out.string(value.captureId());
    out.numbers(value.shards());
    out.constant(value.status(), ComparisonStatusCodes.STATUS);
    out.list(value.candidates(), CANDIDATE);
    out.number(value.searched());
    out.number(value.otherModel());
    out.strings(value.galleryIds());
  }

  @Override
  public ShardAnswer read(RecordInput in) throws IOException {
    return new ShardAnswer(
        in.string(),
        in.numbers(),
        in.constant(ComparisonStatusCodes.STATUS),
        in.list(CANDIDATE),
        in.smallNumber(),
        in.smallNumber(),
        in.strings());
  }
}
