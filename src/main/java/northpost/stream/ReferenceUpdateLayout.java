package northpost.stream;

import java.io.IOException;
import northpost.domain.ReferenceUpdate;

/** The bytes of a change of the gallery. */
public final class ReferenceUpdateLayout implements Layout<ReferenceUpdate> {
  private static final long serialVersionUID = 1L;

  private static final ReferenceLayout REFERENCE = new ReferenceLayout();
  private static final SourcePositionLayout SOURCE_POSITION = new SourcePositionLayout();

  @Override
  public Class<ReferenceUpdate> type() {
    return ReferenceUpdate.class;
  }

  @Override
  public void write(ReferenceUpdate value, RecordOutput out) {
    out.string(value.referenceId());
    out.constant(value.kind(), DomainCodes.REFERENCE_UPDATE);
    out.record(value.reference(), REFERENCE);
    out.bytes(value.image());
    out.record(value.position(), SOURCE_POSITION);
  }

  @Override
  public ReferenceUpdate read(RecordInput in) throws IOException {
    return new ReferenceUpdate(
        in.string(),
        in.constant(DomainCodes.REFERENCE_UPDATE),
        in.record(REFERENCE),
        in.bytes(),
        in.record(SOURCE_POSITION));
  }
}
