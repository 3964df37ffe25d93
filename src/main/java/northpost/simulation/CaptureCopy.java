package northpost.simulation;

import java.time.Instant;
import northpost.domain.Camera;
import northpost.domain.Capture;
import northpost.domain.Mode;
import northpost.domain.SeededProbe;
import northpost.domain.Zone;

/** Another capture made after one that there is. */
final class CaptureCopy {
  private final Capture model;
  private String captureId;
  private String encounterId;
  private String conveyanceId;
  private String portCode;
  private String crossingId;
  private String laneId;
  private String cameraId;
  private Mode mode;
  private Zone zone;
  private Instant capturedAt;
  private String presentedReferenceId;
  private String galleryId;
  private Integer occupantsPresent;
  private SeededProbe seededProbe;

  CaptureCopy(Capture model) {
    this.model = model;
    captureId = model.captureId();
    encounterId = model.encounterId();
    conveyanceId = model.conveyanceId();
    portCode = model.portCode();
    crossingId = model.crossingId();
    laneId = model.laneId();
    cameraId = model.cameraId();
    mode = model.mode();
    zone = model.zone();
    capturedAt = model.capturedAt();
    presentedReferenceId = model.presentedReferenceId();
    galleryId = model.galleryId();
    occupantsPresent = model.occupantsPresent();
    seededProbe = model.seededProbe();
  }

  /** A traveller of their own, in no conveyance that is there already. */
  CaptureCopy ids(String capture, String encounter) {
    captureId = capture;
    encounterId = encounter;
    conveyanceId = null;
    occupantsPresent = null;
    return this;
  }

  CaptureCopy at(TrafficModel.Way way, Camera camera) {
    portCode = way.port().code();
    crossingId = way.crossing().crossingId();
    laneId = way.lane().laneId();
    mode = way.conveyance().mode();
    return by(camera);
  }

  CaptureCopy by(Camera camera) {
    cameraId = camera.cameraId();
    zone = camera.zone();
    return this;
  }

  CaptureCopy capturedAt(Instant time) {
    capturedAt = Instant.ofEpochMilli(time.toEpochMilli());
    return this;
  }

  CaptureCopy presentedReferenceId(String referenceId) {
    presentedReferenceId = referenceId;
    galleryId = null;
    return this;
  }

  CaptureCopy galleryId(String gallery) {
    galleryId = gallery;
    presentedReferenceId = null;
    return this;
  }

  CaptureCopy seeded(SeededProbe kind) {
    seededProbe = kind;
    return this;
  }

  Capture make() {
    return new Capture(
        captureId,
        encounterId,
        conveyanceId,
        portCode,
        crossingId,
        laneId,
        cameraId,
        mode,
        zone,
        capturedAt,
        presentedReferenceId,
        galleryId,
        occupantsPresent,
        model.travellerClass(),
        model.optedOut(),
        seededProbe);
  }
}
