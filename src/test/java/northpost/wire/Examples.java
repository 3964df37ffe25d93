package northpost.wire;

import java.time.Instant;
import java.util.List;
import northpost.domain.Adjudication;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.DeadLetter;
import northpost.domain.Decision;
import northpost.domain.DeclaredTraits;
import northpost.domain.Outcome;
import northpost.domain.Policy;
import northpost.domain.QualityLimits;
import northpost.domain.QualityMeasure;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;
import northpost.domain.Template;

/** One valid record of each kind, every field filled. */
public final class Examples {
  public static final Instant NOON = Instant.parse("2026-07-01T16:00:00Z");
  public static final SourcePosition POSITION =
      new SourcePosition("northpost.captures.0712", 3, 42);
  public static final byte[] PHOTO = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};

  private Examples() {}

  public static Capture capture() {
    return capture("cap-1", NOON);
  }

  public static Capture capture(String captureId, Instant capturedAt) {
    return new Capture(
        captureId,
        "enc-1",
        "plate-7",
        "0712",
        "champlain",
        "0712-champlain-v1",
        "0712-champlain-v1-c1",
        northpost.domain.Mode.VEHICLE,
        northpost.domain.Zone.PRE_PRIMARY,
        capturedAt,
        "ref-1",
        "gal-1",
        4,
        northpost.domain.TravellerClass.FOREIGN_NATIONAL,
        false,
        northpost.domain.SeededProbe.NON_MATED);
  }

  public static Capture optedOut() {
    return new Capture(
        "cap-2",
        "enc-2",
        null,
        "0712",
        "champlain",
        "0712-champlain-p1",
        "0712-champlain-p1-c1",
        northpost.domain.Mode.PEDESTRIAN,
        northpost.domain.Zone.PRIMARY,
        NOON,
        null,
        null,
        null,
        northpost.domain.TravellerClass.UNKNOWN,
        true);
  }

  public static ReferenceUpdate photoReference() {
    return reference(null, PHOTO);
  }

  public static ReferenceUpdate templateReference() {
    return reference(new Template(new float[] {0.6f, -0.8f, 0f}, "ab12"), null);
  }

  public static ReferenceUpdate reference(Template template, byte[] image) {
    Reference reference =
        new Reference(
            "ref-1",
            "sub-1",
            List.of("gal-1", "gal-2"),
            northpost.domain.ReferenceSource.PASSPORT,
            northpost.domain.TravellerClass.US_CITIZEN,
            new DeclaredTraits("F", 1980, "north-america"),
            NOON.minusSeconds(3600),
            NOON.plusSeconds(3600),
            template);
    return new ReferenceUpdate("ref-1", ReferenceUpdate.Kind.ENROL, reference, image, POSITION);
  }

  public static Policy policy() {
    return new Policy(
        "pol-1",
        3,
        northpost.domain.PolicyScope.GALLERY,
        "gal-1",
        NOON,
        0.71,
        0.75,
        0.02,
        new QualityLimits(24, 10, 45, 20, 235),
        43_200_000,
        1_209_600_000,
        true,
        List.of("a.one", "b.two"),
        "FMR 1e-3 on rendered faces",
        0.001,
        9000L);
  }

  public static Adjudication adjudication() {
    return new Adjudication(
        "enc-1", "cap-1", northpost.domain.AdjudicationOutcome.SAME_PERSON, NOON, "officer-9");
  }

  public static Decision decision() {
    return new Decision(
        capture(),
        Outcome.MATCH,
        "ABOVE_THRESHOLD",
        "detail",
        northpost.domain.ComparisonKind.VERIFICATION,
        List.of(new Candidate("ref-1", "sub-1", 0.93), new Candidate("ref-2", "sub-2", 0.8)),
        0.71,
        0.02,
        "pol-1",
        3,
        "ab12",
        List.of(new QualityMeasure("InterEyeDistance", 61.5)),
        "5c0ffee5",
        NOON.plusMillis(400),
        100,
        250,
        50,
        400);
  }

  public static DeadLetter deadLetter() {
    return new DeadLetter(
        RejectionReason.MALFORMED_RECORD,
        "what, where",
        POSITION,
        "cap-1",
        "0712",
        new byte[] {1, 2},
        2,
        NOON);
  }
}
