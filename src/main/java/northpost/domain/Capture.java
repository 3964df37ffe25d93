package northpost.domain;

import java.time.Instant;

/**
 * One photo of one traveller at one lane, without the photo itself: this part goes on through the
 * whole job, the {@link CapturedSample} around it ends in the face pipeline.
 *
 * @param captureId unique for ever
 * @param encounterId one traveller at one lane at one time
 * @param conveyanceId the vehicle, bus, train or ferry; null for pedestrians
 * @param portCode Schedule D code, four digits
 * @param capturedAt the camera's clock
 * @param presentedReferenceId the reference the document names: verification (1:1); else null
 * @param galleryId the gallery to search: identification (1:N); else null
 * @param occupantsPresent people counted in the conveyance; null where not counted
 * @param optedOut the traveller asked for a manual check: no template may be made
 * @param seededProbe what a test capture is known to be; null for a traveller
 */
public record Capture(
    String captureId,
    String encounterId,
    String conveyanceId,
    String portCode,
    String crossingId,
    String laneId,
    String cameraId,
    Mode mode,
    Zone zone,
    Instant capturedAt,
    String presentedReferenceId,
    String galleryId,
    Integer occupantsPresent,
    TravellerClass travellerClass,
    boolean optedOut,
    SeededProbe seededProbe) {

  /** The capture of a traveller. */
  public Capture(
      String captureId,
      String encounterId,
      String conveyanceId,
      String portCode,
      String crossingId,
      String laneId,
      String cameraId,
      Mode mode,
      Zone zone,
      Instant capturedAt,
      String presentedReferenceId,
      String galleryId,
      Integer occupantsPresent,
      TravellerClass travellerClass,
      boolean optedOut) {
    this(
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
        travellerClass,
        optedOut,
        null);
  }

  /** The same capture under other ids. */
  public Capture withIds(String otherCaptureId, String otherEncounterId) {
    return new Capture(
        otherCaptureId,
        otherEncounterId,
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
        travellerClass,
        optedOut,
        seededProbe);
  }
}
