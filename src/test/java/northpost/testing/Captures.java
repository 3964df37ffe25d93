package northpost.testing;

import java.time.Instant;
import java.util.List;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.Mode;
import northpost.domain.Probe;
import northpost.domain.QualityMeasure;
import northpost.domain.SeededProbe;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;

/** Builds captures and probes for tests. */
public record Captures(
    String captureId,
    Instant capturedAt,
    String presentedReferenceId,
    String galleryId,
    boolean optedOut,
    Place place,
    SeededProbe seededProbe) {
  public static final Instant NOON = Instant.parse("2025-07-12T16:00:00Z");
  public static final String MODEL = "model-a";

  /** Where a pedestrian is photographed: one lane of each of four ports. */
  public enum Place {
    CHAMPLAIN("0712", "champlain"),
    BUFFALO("0901", "peace-bridge"),
    OGDENSBURG("0701", "ogdensburg"),
    MASSENA("0704", "massena");

    private final String portCode;
    private final String crossingId;

    Place(String portCode, String crossingId) {
      this.portCode = portCode;
      this.crossingId = crossingId;
    }

    public String portCode() {
      return portCode;
    }
  }

  /** A pedestrian at Champlain who names neither a document nor a gallery. */
  public static Captures capture(String captureId) {
    return new Captures(captureId, NOON, null, null, false, Place.CHAMPLAIN, null);
  }

  public Captures at(Instant when) {
    return new Captures(
        captureId, when, presentedReferenceId, galleryId, optedOut, place, seededProbe);
  }

  public Captures in(Place where) {
    return new Captures(
        captureId, capturedAt, presentedReferenceId, galleryId, optedOut, where, seededProbe);
  }

  public Captures presenting(String referenceId) {
    return new Captures(
        captureId, capturedAt, referenceId, galleryId, optedOut, place, seededProbe);
  }

  public Captures searching(String gallery) {
    return new Captures(
        captureId, capturedAt, presentedReferenceId, gallery, optedOut, place, seededProbe);
  }

  public Captures optingOut() {
    return new Captures(
        captureId, capturedAt, presentedReferenceId, galleryId, true, place, seededProbe);
  }

  public Captures seeded(SeededProbe probe) {
    return new Captures(
        captureId, capturedAt, presentedReferenceId, galleryId, optedOut, place, probe);
  }

  public Capture build() {
    return new Capture(
        captureId,
        "e-" + captureId,
        null,
        place.portCode,
        place.crossingId,
        place.portCode + "-" + place.crossingId + "-p1",
        place.portCode + "-" + place.crossingId + "-p1-c1",
        Mode.PEDESTRIAN,
        Zone.PRIMARY,
        capturedAt,
        presentedReferenceId,
        galleryId,
        null,
        TravellerClass.FOREIGN_NATIONAL,
        optedOut,
        seededProbe);
  }

  public CapturedSample sample(byte[] image, long offset) {
    return new CapturedSample(
        build(), image, new SourcePosition("captures", 0, offset), capturedAt);
  }

  public Probe probe(float... vector) {
    return probe(List.of(), vector);
  }

  public Probe probe(List<QualityMeasure> quality, float... vector) {
    return new Probe(
        build(),
        new SourcePosition("captures", 0, 1),
        capturedAt.plusMillis(10),
        new Template(Vectors.unit(vector), MODEL),
        null,
        quality,
        "digest-" + captureId,
        capturedAt.plusMillis(40));
  }
}
