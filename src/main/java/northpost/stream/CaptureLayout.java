package northpost.stream;

import java.io.IOException;
import northpost.domain.Capture;

/** The bytes of a capture. */
public final class CaptureLayout implements Layout<Capture> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<Capture> type() {
    return Capture.class;
  }

  @Override
  public void write(Capture value, RecordOutput out) {
    out.string(value.captureId());
    out.string(value.encounterId());
    out.string(value.conveyanceId());
    out.string(value.portCode());
    out.string(value.crossingId());
    out.string(value.laneId());
    out.string(value.cameraId());
    out.constant(value.mode(), DomainCodes.MODE);
    out.constant(value.zone(), DomainCodes.ZONE);
    out.instant(value.capturedAt());
    out.string(value.presentedReferenceId());
    out.string(value.galleryId());
    out.numberOrNull(value.occupantsPresent());
    out.constant(value.travellerClass(), DomainCodes.TRAVELLER_CLASS);
    out.flag(value.optedOut());
    out.constant(value.seededProbe(), DomainCodes.SEEDED_PROBE);
  }

  @Override
  public Capture read(RecordInput in) throws IOException {
    return new Capture(
        in.string(),
        in.string(),
        in.string(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.constant(DomainCodes.MODE),
        in.constant(DomainCodes.ZONE),
        in.instant(),
        in.string(),
        in.knownString(),
        in.numberOrNull(),
        in.constant(DomainCodes.TRAVELLER_CLASS),
        in.flag(),
        in.constant(DomainCodes.SEEDED_PROBE));
  }
}
