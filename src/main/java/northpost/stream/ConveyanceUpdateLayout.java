package northpost.stream;

import java.io.IOException;
import northpost.domain.ConveyanceUpdate;

/** The bytes of a conveyance. */
public final class ConveyanceUpdateLayout implements Layout<ConveyanceUpdate> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<ConveyanceUpdate> type() {
    return ConveyanceUpdate.class;
  }

  @Override
  public void write(ConveyanceUpdate value, RecordOutput out) {
    out.string(value.conveyanceId());
    out.string(value.portCode());
    out.string(value.crossingId());
    out.string(value.laneId());
    out.constant(value.mode(), DomainCodes.MODE);
    out.constant(value.zone(), DomainCodes.ZONE);
    out.instant(value.at());
    out.number(value.occupantsPresent());
    out.number(value.encounters());
    out.number(value.occupantsPresentBefore());
    out.number(value.encountersBefore());
  }

  @Override
  public ConveyanceUpdate read(RecordInput in) throws IOException {
    return new ConveyanceUpdate(
        in.string(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.constant(DomainCodes.MODE),
        in.constant(DomainCodes.ZONE),
        in.instant(),
        in.smallNumber(),
        in.smallNumber(),
        in.smallNumber(),
        in.smallNumber());
  }
}
