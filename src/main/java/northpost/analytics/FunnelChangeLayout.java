package northpost.analytics;

import java.io.IOException;
import northpost.stream.DomainCodes;
import northpost.stream.EncounterCountsLayout;
import northpost.stream.Layout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;

/** The bytes of a change of a funnel. */
public final class FunnelChangeLayout implements Layout<FunnelChange> {
  private static final long serialVersionUID = 1L;

  private static final EncounterCountsLayout COUNTS = new EncounterCountsLayout();

  @Override
  public Class<FunnelChange> type() {
    return FunnelChange.class;
  }

  @Override
  public void write(FunnelChange value, RecordOutput out) {
    out.string(value.portCode());
    out.string(value.crossingId());
    out.string(value.laneId());
    out.constant(value.mode(), DomainCodes.MODE);
    out.constant(value.zone(), DomainCodes.ZONE);
    out.instant(value.at());
    out.record(value.counts(), COUNTS);
    out.number(value.changes());
  }

  @Override
  public FunnelChange read(RecordInput in) throws IOException {
    return new FunnelChange(
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.constant(DomainCodes.MODE),
        in.constant(DomainCodes.ZONE),
        in.instant(),
        in.record(COUNTS),
        in.number());
  }
}
