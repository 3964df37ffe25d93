package northpost.stream;

import java.io.IOException;
import northpost.domain.Moments;

/** The bytes of moments. */
public final class MomentsLayout implements Layout<Moments> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<Moments> type() {
    return Moments.class;
  }

  @Override
  public void write(Moments value, RecordOutput out) {
    out.number(value.n());
    out.real(value.sum());
    out.real(value.sumOfSquares());
  }

  @Override
  public Moments read(RecordInput in) throws IOException {
    return new Moments(in.number(), in.real(), in.real());
  }
}
