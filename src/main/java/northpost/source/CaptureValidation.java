package northpost.source;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.GivenFace;
import northpost.domain.LocationCheck;
import northpost.domain.PortRegistry;
import northpost.domain.RejectionReason;
import northpost.wire.json.ImageFolder;

/**
 * Decides whether a capture is valid: its ids, its place, its time, the size of its photo. What the
 * photo shows is left to the face pipeline; a capture that names nothing to compare with is valid,
 * and is answered as UNAVAILABLE later.
 */
public final class CaptureValidation implements Serializable {
  private static final long serialVersionUID = 1;

  /** How far a camera's clock may be ahead unless configured: 5 minutes. */
  public static final Duration DEFAULT_MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final int MAX_OCCUPANTS = 100;
  private static final byte[] NO_IMAGE = new byte[0];

  private final PortRegistry ports;
  private final Duration maxClockSkew;
  private final Duration maxAge;
  private final boolean takesGivenFaces;

  /** Takes photos only, of any age: a template from outside in place of a photo is refused. */
  public CaptureValidation(PortRegistry ports, Duration maxClockSkew) {
    this(ports, maxClockSkew, Duration.ZERO, false);
  }

  /**
   * Takes photos only, and only fresh ones.
   *
   * @param maxClockSkew how far a camera's clock may be ahead
   * @param maxAge how long after it was made a capture may come in; zero is unbounded
   */
  public CaptureValidation(PortRegistry ports, Duration maxClockSkew, Duration maxAge) {
    this(ports, maxClockSkew, maxAge, false);
  }

  /**
   * Takes captures of any age, as a replay does.
   *
   * @param takesGivenFaces whether a template may come in place of a photo: for simulated traffic
   */
  public CaptureValidation(PortRegistry ports, Duration maxClockSkew, boolean takesGivenFaces) {
    this(ports, maxClockSkew, Duration.ZERO, takesGivenFaces);
  }

  private CaptureValidation(
      PortRegistry ports, Duration maxClockSkew, Duration maxAge, boolean takesGivenFaces) {
    this.ports = ports;
    this.maxClockSkew = maxClockSkew;
    this.maxAge = maxAge;
    this.takesGivenFaces = takesGivenFaces;
  }

  /**
   * The capture as valid, without the photo where the traveller opted out, or its rejection.
   *
   * @param contentBytes size of the record it came in
   * @param now time of a rejection
   */
  public CaptureArrival validate(CapturedSample sample, long contentBytes, Instant now) {
    FieldCheck check = check(sample);
    Capture c = sample.capture();
    if (check.failed()) {
      return CaptureArrival.rejected(
          Rejections.invalid(
              check.reason(),
              check.message(),
              sample.position(),
              c.captureId(),
              c.portCode(),
              contentBytes,
              now));
    }
    boolean keepsImage = !c.optedOut() && sample.image() != null;
    return CaptureArrival.of(
        new CapturedSample(
            c,
            keepsImage ? sample.image() : NO_IMAGE,
            sample.position(),
            sample.receivedAt(),
            c.optedOut() ? null : sample.given()));
  }

  private FieldCheck check(CapturedSample sample) {
    Capture c = sample.capture();
    FieldCheck check =
        new FieldCheck()
            .id("captureId", c.captureId())
            .id("encounterId", c.encounterId())
            .optionalId("conveyanceId", c.conveyanceId())
            .required("portCode", c.portCode())
            .required("crossingId", c.crossingId())
            .required("laneId", c.laneId())
            .required("cameraId", c.cameraId())
            .required("mode", c.mode())
            .required("zone", c.zone())
            .required("capturedAt", c.capturedAt())
            .required("travellerClass", c.travellerClass())
            .optionalId("presentedReferenceId", c.presentedReferenceId())
            .optionalId("galleryId", c.galleryId());
    if (check.failed()) {
      return check;
    }
    LocationCheck place = ports.check(c.portCode(), c.crossingId(), c.laneId(), c.cameraId());
    Instant latest = sample.receivedAt().plus(maxClockSkew);
    Integer occupants = c.occupantsPresent();
    int imageBytes = sample.image() == null || c.optedOut() ? 0 : sample.image().length;
    check
        .fault(place.reason(), place.message())
        .that(
            !c.capturedAt().isAfter(latest),
            RejectionReason.CAPTURED_IN_FUTURE,
            "capturedAt",
            c.capturedAt(),
            "at most " + maxClockSkew + " after its receipt at " + sample.receivedAt())
        .that(
            !c.capturedAt().isBefore(EARLIEST),
            RejectionReason.INVALID_FIELD,
            "capturedAt",
            c.capturedAt(),
            "a time from " + EARLIEST + " on")
        .that(
            maxAge.isZero() || !c.capturedAt().isBefore(sample.receivedAt().minus(maxAge)),
            RejectionReason.CAPTURED_TOO_LONG_AGO,
            "capturedAt",
            c.capturedAt(),
            "at most " + maxAge + " before its receipt at " + sample.receivedAt())
        .that(
            occupants == null || (occupants >= 1 && occupants <= MAX_OCCUPANTS),
            RejectionReason.INVALID_FIELD,
            "occupantsPresent",
            occupants,
            "1 to " + MAX_OCCUPANTS)
        .that(
            imageBytes <= ImageFolder.MAX_IMAGE_BYTES,
            RejectionReason.INVALID_FIELD,
            "image",
            imageBytes + " bytes",
            "at most " + ImageFolder.MAX_IMAGE_BYTES + " bytes");
    return check.failed() || sample.given() == null || c.optedOut()
        ? check
        : checkGiven(check, sample.given(), imageBytes);
  }

  private FieldCheck checkGiven(FieldCheck check, GivenFace given, int imageBytes) {
    check
        .that(
            takesGivenFaces,
            RejectionReason.TEMPLATE_REFUSED,
            "embedding",
            "a face without its photo",
            "a photo; only a replay of simulated traffic may take templates from outside")
        .that(
            imageBytes == 0,
            RejectionReason.INVALID_FIELD,
            "image and embedding",
            "both",
            "one of the two")
        .that(
            (given.template() == null) != (given.failure() == null),
            RejectionReason.INVALID_FIELD,
            "embedding and failure",
            given.template() == null ? "neither" : "both",
            "one of the two");
    return check.failed() || given.template() == null
        ? check
        : TemplateCheck.of(check, "embedding", given.template());
  }
}
