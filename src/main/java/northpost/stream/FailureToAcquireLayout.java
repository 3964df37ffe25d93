package northpost.stream;

import java.io.IOException;
import northpost.domain.FailureToAcquire;

/** The bytes of a failure to acquire. */
public final class FailureToAcquireLayout implements Layout<FailureToAcquire> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<FailureToAcquire> type() {
    return FailureToAcquire.class;
  }

  @Override
  public void write(FailureToAcquire value, RecordOutput out) {
    out.constant(value.cause(), DomainCodes.FAILURE);
    out.string(value.message());
  }

  @Override
  public FailureToAcquire read(RecordInput in) throws IOException {
    return new FailureToAcquire(in.constant(DomainCodes.FAILURE), in.string());
  }
}
