package northpost.gallery;

import java.io.IOException;
import northpost.stream.CandidateLayout;
import northpost.stream.DomainCodes;
import northpost.stream.Layout;
import northpost.stream.ProbeLayout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;

/** The bytes of a candidate list. */
public final class CandidateListLayout implements Layout<CandidateList> {
  private static final long serialVersionUID = 1L;

  private static final CandidateLayout CANDIDATE = new CandidateLayout();
  private static final ProbeLayout PROBE = new ProbeLayout();

  @Override
  public Class<CandidateList> type() {
    return CandidateList.class;
  }

  @Override
  public void write(CandidateList value, RecordOutput out) {
    out.record(value.probe(), PROBE);
    out.string(value.modelId());
    out.constant(value.kind(), DomainCodes.COMPARISON);
    out.constant(value.status(), ComparisonStatusCodes.STATUS);
    out.list(value.candidates(), CANDIDATE);
    out.strings(value.galleryIds());
  }

  @Override
  public CandidateList read(RecordInput in) throws IOException {
    return new CandidateList(
        in.record(PROBE),
        in.knownString(),
        in.constant(DomainCodes.COMPARISON),
        in.constant(ComparisonStatusCodes.STATUS),
        in.list(CANDIDATE),
        in.strings());
  }
}
