package northpost.stream;

import java.io.IOException;
import northpost.domain.Encounter;

/** The bytes of an encounter. */
public final class EncounterLayout implements Layout<Encounter> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<Encounter> type() {
    return Encounter.class;
  }

  @Override
  public void write(Encounter value, RecordOutput out) {
    out.string(value.encounterId());
    out.string(value.conveyanceId());
    out.string(value.portCode());
    out.string(value.crossingId());
    out.string(value.laneId());
    out.constant(value.mode(), DomainCodes.MODE);
    out.constant(value.zone(), DomainCodes.ZONE);
    out.constants(value.zones(), DomainCodes.ZONE);
    out.constant(value.travellerClass(), DomainCodes.TRAVELLER_CLASS);
    out.instant(value.firstCapturedAt());
    out.instant(value.lastCapturedAt());
    out.number(value.captures());
    out.constant(value.outcome(), DomainCodes.OUTCOME);
    out.string(value.captureId());
    out.constant(value.comparison(), DomainCodes.COMPARISON);
    out.string(value.subjectId());
    out.constant(value.finding(), DomainCodes.FINDING);
    out.instant(value.adjudicatedAt());
    out.number(value.latencyMillis());
  }

  @Override
  public Encounter read(RecordInput in) throws IOException {
    return new Encounter(
        in.string(),
        in.string(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.constant(DomainCodes.MODE),
        in.constant(DomainCodes.ZONE),
        in.constants(DomainCodes.ZONE),
        in.constant(DomainCodes.TRAVELLER_CLASS),
        in.instant(),
        in.instant(),
        in.smallNumber(),
        in.constant(DomainCodes.OUTCOME),
        in.string(),
        in.constant(DomainCodes.COMPARISON),
        in.string(),
        in.constant(DomainCodes.FINDING),
        in.instant(),
        in.number());
  }
}
