package northpost.stream;

import java.io.IOException;
import northpost.domain.FunnelWindow;

/** The bytes of a funnel window. */
public final class FunnelWindowLayout implements Layout<FunnelWindow> {
  private static final long serialVersionUID = 1L;

  private static final EncounterCountsLayout COUNTS = new EncounterCountsLayout();

  @Override
  public Class<FunnelWindow> type() {
    return FunnelWindow.class;
  }

  @Override
  public void write(FunnelWindow value, RecordOutput out) {
    out.string(value.scope());
    out.string(value.portCode());
    out.string(value.crossingId());
    out.string(value.laneId());
    out.constant(value.mode(), DomainCodes.MODE);
    out.constant(value.zone(), DomainCodes.ZONE);
    out.instant(value.start());
    out.instant(value.end());
    out.number(value.version());
    out.record(value.counts(), COUNTS);
    out.record(value.change(), COUNTS);
    out.number(value.changes());
  }

  @Override
  public FunnelWindow read(RecordInput in) throws IOException {
    return new FunnelWindow(
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.constant(DomainCodes.MODE),
        in.constant(DomainCodes.ZONE),
        in.instant(),
        in.instant(),
        in.number(),
        in.record(COUNTS),
        in.record(COUNTS),
        in.number());
  }
}
