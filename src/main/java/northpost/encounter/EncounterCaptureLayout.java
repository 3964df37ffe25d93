package northpost.encounter;

import java.io.IOException;
import northpost.stream.DomainCodes;
import northpost.stream.Layout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;

/** The bytes of what a decision says of its encounter. */
public final class EncounterCaptureLayout implements Layout<EncounterCapture> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<EncounterCapture> type() {
    return EncounterCapture.class;
  }

  @Override
  public void write(EncounterCapture value, RecordOutput out) {
    out.string(value.encounterId());
    out.string(value.captureId());
    out.string(value.conveyanceId());
    out.string(value.portCode());
    out.string(value.crossingId());
    out.string(value.laneId());
    out.constant(value.mode(), DomainCodes.MODE);
    out.constant(value.zone(), DomainCodes.ZONE);
    out.constant(value.travellerClass(), DomainCodes.TRAVELLER_CLASS);
    out.number(value.occupantsPresent());
    out.number(value.capturedMillis());
    out.constant(value.outcome(), DomainCodes.OUTCOME);
    out.constant(value.comparison(), DomainCodes.COMPARISON);
    out.string(value.subjectId());
    out.number(value.latencyMillis());
  }

  @Override
  public EncounterCapture read(RecordInput in) throws IOException {
    return new EncounterCapture(
        in.string(),
        in.string(),
        in.string(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.constant(DomainCodes.MODE),
        in.constant(DomainCodes.ZONE),
        in.constant(DomainCodes.TRAVELLER_CLASS),
        in.smallNumber(),
        in.number(),
        in.constant(DomainCodes.OUTCOME),
        in.constant(DomainCodes.COMPARISON),
        in.string(),
        in.number());
  }
}
