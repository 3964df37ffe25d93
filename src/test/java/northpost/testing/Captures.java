package northpost.testing;

import java.time.Instant;
import java.util.List;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.Mode;
import northpost.domain.Probe;
import northpost.domain.QualityMeasure;
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
    boolean optedOut) {
  public static final Instant NOON = Instant.parse("2025-07-12T16:00:00Z");
  public static final String MODEL = "model-a";

  /** A pedestrian at Champlain who names neither a document nor a gallery. */
  public static Captures capture(String captureId) {
    return new Captures(captureId, NOON, null, null, false);
  }

  public Captures at(Instant when) {
    return new Captures(captureId, when, presentedReferenceId, galleryId, optedOut);
  }

  public Captures presenting(String referenceId) {
    return new Captures(captureId, capturedAt, referenceId, galleryId, optedOut);
  }

  public Captures searching(String gallery) {
    return new Captures(captureId, capturedAt, presentedReferenceId, gallery, optedOut);
  }

  public Captures optingOut() {
    return new Captures(captureId, capturedAt, presentedReferenceId, galleryId, true);
  }

  public Capture build() {
    return new Capture(
        captureId,
        "e-" + captureId,
        null,
        "0712",
        "champlain",
        "0712-champlain-p1",
        "0712-champlain-p1-c1",
        Mode.PEDESTRIAN,
        Zone.PRIMARY,
        capturedAt,
        presentedReferenceId,
        galleryId,
        null,
        TravellerClass.FOREIGN_NATIONAL,
        optedOut);
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
