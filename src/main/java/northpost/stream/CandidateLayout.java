package northpost.stream;

import java.io.IOException;
import northpost.domain.Candidate;

/** The bytes of a candidate. */
public final class CandidateLayout implements Layout<Candidate> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<Candidate> type() {
    return Candidate.class;
  }

  @Override
  public void write(Candidate value, RecordOutput out) {
    out.string(value.referenceId());
    out.string(value.subjectId());
    out.real(value.score());
  }

  @Override
  public Candidate read(RecordInput in) throws IOException {
    return new Candidate(in.string(), in.string(), in.real());
  }
}
