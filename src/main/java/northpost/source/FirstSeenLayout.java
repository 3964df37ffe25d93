package northpost.source;

import java.io.IOException;
import northpost.stream.Layout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;
import northpost.stream.SourcePositionLayout;

/** The bytes of what is remembered of a captureId. */
public final class FirstSeenLayout implements Layout<FirstSeen> {
  private static final long serialVersionUID = 1L;

  private static final SourcePositionLayout POSITION = new SourcePositionLayout();

  @Override
  public Class<FirstSeen> type() {
    return FirstSeen.class;
  }

  @Override
  public void write(FirstSeen value, RecordOutput out) {
    out.record(value.position(), POSITION);
    out.number(value.endMillis());
  }

  @Override
  public FirstSeen read(RecordInput in) throws IOException {
    return new FirstSeen(in.record(POSITION), in.number());
  }
}
