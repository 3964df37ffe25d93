package northpost.stream;

import java.io.IOException;
import northpost.domain.SourcePosition;

/** The bytes of a place in a topic or file. */
public final class SourcePositionLayout implements Layout<SourcePosition> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<SourcePosition> type() {
    return SourcePosition.class;
  }

  @Override
  public void write(SourcePosition value, RecordOutput out) {
    out.string(value.source());
    out.number(value.partition());
    out.number(value.offset());
  }

  @Override
  public SourcePosition read(RecordInput in) throws IOException {
    return new SourcePosition(in.knownString(), in.smallNumber(), in.number());
  }
}
