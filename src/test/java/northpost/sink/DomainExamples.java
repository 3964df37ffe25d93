package northpost.sink;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import northpost.domain.Anomaly;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.DeadLetter;
import northpost.domain.Decision;
import northpost.domain.EncounterCounts;
import northpost.domain.ErrorCounts;
import northpost.domain.ErrorRateWindow;
import northpost.domain.FunnelWindow;
import northpost.domain.LatencySummary;
import northpost.domain.LatencyWindow;
import northpost.domain.Mode;
import northpost.domain.Outcome;
import northpost.domain.OutcomeCounts;
import northpost.domain.OutcomeWindow;
import northpost.domain.QualityMeasure;
import northpost.domain.RejectionReason;
import northpost.domain.SeededProbe;
import northpost.domain.SourcePosition;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;

/** One record of each kind with every field set, and the sparsest that can occur. */
final class DomainExamples {
  private static final Instant CAPTURED_AT = Instant.parse("2026-03-31T23:59:59.120Z");

  private DomainExamples() {}

  static Decision fullDecision() {
    return new Decision(
        new Capture(
            "c-1",
            "e-1",
            "v-1",
            "0712",
            "champlain",
            "lane-2",
            "camera-2a",
            Mode.VEHICLE,
            Zone.PRIMARY,
            CAPTURED_AT,
            null,
            "manifest-9",
            3,
            TravellerClass.FOREIGN_NATIONAL,
            false,
            SeededProbe.MATED),
        Outcome.AMBIGUOUS,
        "MARGIN_NOT_KEPT",
        "next subject 0.012 behind, expected 0.030",
        ComparisonKind.IDENTIFICATION,
        List.of(new Candidate("r-1", "s-1", 0.832), new Candidate("r-2", "s-2", 0.82)),
        0.75,
        0.03,
        "standard",
        4,
        "3f5a",
        List.of(
            new QualityMeasure("InterEyeDistance", 92.5),
            new QualityMeasure("Sharpness", 41),
            new QualityMeasure("PresentationAttack", QualityMeasure.NOT_ASSESSABLE)),
        "digest-of-the-image",
        Instant.parse("2026-04-01T00:00:00.020Z"),
        310,
        420,
        170,
        900);
  }

  static Decision sparseDecision() {
    return new Decision(
        new Capture(
            "c-2",
            "e-2",
            null,
            "0706",
            null,
            null,
            null,
            Mode.PEDESTRIAN,
            Zone.UNKNOWN,
            CAPTURED_AT,
            null,
            null,
            null,
            TravellerClass.UNKNOWN,
            true),
        Outcome.OPTED_OUT,
        "OPTED_OUT",
        null,
        ComparisonKind.NONE,
        List.of(),
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        CAPTURED_AT,
        0,
        0,
        0,
        0);
  }

  static FunnelWindow laneWindow() {
    return new FunnelWindow(
        "LANE",
        "0715",
        "trout-river",
        "lane-1",
        Mode.VEHICLE,
        Zone.PRIMARY,
        Instant.parse("2026-03-31T23:45:00Z"),
        Instant.parse("2026-04-01T00:00:00Z"),
        7,
        new EncounterCounts(3, 1, 2, 1, 1, 3, 9, 2, 1, 0, 11, 8, 2, 1),
        EncounterCounts.ZERO,
        1);
  }

  static FunnelWindow emptyPortWindow() {
    return new FunnelWindow(
        "PORT",
        "0706",
        null,
        null,
        null,
        null,
        Instant.parse("2026-03-31T23:59:00Z"),
        Instant.parse("2026-04-01T00:00:00Z"),
        1,
        EncounterCounts.ZERO,
        EncounterCounts.ZERO,
        1);
  }

  static LatencyWindow latencyWindow() {
    return new LatencyWindow(
        "LANE",
        "0715",
        "trout-river",
        "lane-1",
        Instant.parse("2026-03-31T23:45:00Z"),
        Instant.parse("2026-04-01T00:00:00Z"),
        20,
        new LatencySummary(20, 310, 820, 1410, 1420),
        new LatencySummary(20, 110, 220, 310, 320),
        new LatencySummary(20, 170, 480, 900, 905),
        new LatencySummary(20, 20, 60, 200, 210),
        1100,
        null);
  }

  static ErrorRateWindow errorRates() {
    return new ErrorRateWindow(
        "LANE",
        "0715",
        "trout-river",
        "lane-1",
        ComparisonKind.VERIFICATION,
        Instant.parse("2026-03-31T23:00:00Z"),
        Instant.parse("2026-04-01T00:00:00Z"),
        23,
        new ErrorCounts(10, 1, 2, 10, 0, 1));
  }

  static OutcomeWindow outcomes() {
    return new OutcomeWindow(
        "LANE",
        "0715",
        "trout-river",
        "lane-1",
        Mode.VEHICLE,
        Instant.parse("2026-03-31T23:00:00Z"),
        Instant.parse("2026-04-01T00:00:00Z"),
        1_774_998_000_000L,
        new OutcomeCounts(90, 4, 1, 0, 5, 1, 3, 1, 2, 4, 3, 1, 2, 1));
  }

  static Anomaly anomaly() {
    return new Anomaly(
        "replay|0901|c-7",
        "replay",
        "high",
        "UPDATED",
        2,
        "0901",
        "peace-bridge",
        "lane-4",
        Instant.parse("2026-03-31T10:00:00Z"),
        Instant.parse("2026-03-31T10:05:00Z"),
        3,
        0,
        "The same image was seen 3 times within 5 min at lane-4, expected never",
        List.of("c-7", "c-8", "c-9"),
        "CAMERA",
        "lane-4-c1");
  }

  static DeadLetter deadLetter() {
    return new DeadLetter(
        RejectionReason.UNKNOWN_PORT,
        "portCode: got 9999, expected one of the seven known ports",
        new SourcePosition("northpost.captures.9999", 3, 1288),
        "c-66",
        "9999",
        "FACE".getBytes(StandardCharsets.UTF_8),
        1_048_576,
        Instant.parse("2026-03-31T12:00:00Z"));
  }

  static ItemResult mappingConflict() {
    return new ItemResult(
        ItemResult.Disposition.REFUSED,
        400,
        "document_parsing_exception",
        "failed to parse field [northpost.decision.threshold] of type [double]");
  }
}
