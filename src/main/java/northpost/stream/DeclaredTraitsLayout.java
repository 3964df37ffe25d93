package northpost.stream;

import java.io.IOException;
import northpost.domain.DeclaredTraits;

/** The bytes of declared traits. */
public final class DeclaredTraitsLayout implements Layout<DeclaredTraits> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<DeclaredTraits> type() {
    return DeclaredTraits.class;
  }

  @Override
  public void write(DeclaredTraits value, RecordOutput out) {
    out.string(value.sex());
    out.numberOrNull(value.birthDecade());
    out.string(value.region());
  }

  @Override
  public DeclaredTraits read(RecordInput in) throws IOException {
    return new DeclaredTraits(in.knownString(), in.numberOrNull(), in.knownString());
  }
}
