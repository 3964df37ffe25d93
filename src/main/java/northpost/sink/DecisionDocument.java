package northpost.sink;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.domain.QualityMeasure;

/** A decision as a document: one per capture, under the captureId, in the month of the capture. */
public final class DecisionDocument {
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private DecisionDocument() {}

  public static Document of(Decision decision) {
    Capture capture = decision.capture();
    DocumentBody body =
        DocumentBody.of(DocumentKind.DECISIONS, "event", capture.capturedAt())
            .put("event.id", capture.captureId())
            .put("event.action", "facial-comparison")
            .put("event.outcome", eventOutcome(decision.outcome()))
            .put("event.created", decision.decidedAt())
            .put("event.duration", TimeUnit.MILLISECONDS.toNanos(decision.totalLatencyMillis()))
            .put("event.reason", decision.reasonDetail())
            .put("observer.name", capture.cameraId())
            .put("observer.type", "camera")
            .put("rule.id", decision.policyId())
            .put(
                "rule.version",
                decision.policyId() == null ? null : String.valueOf(decision.policyVersion()))
            .put("northpost.port.code", capture.portCode())
            .put("northpost.crossing.id", capture.crossingId())
            .put("northpost.lane.id", capture.laneId())
            .put("northpost.mode", capture.mode())
            .put("northpost.zone", capture.zone())
            .put("northpost.encounter.id", capture.encounterId())
            .put("northpost.conveyance.id", capture.conveyanceId())
            .put("northpost.traveller.class", capture.travellerClass())
            .put("northpost.seeded_probe", capture.seededProbe())
            .put("northpost.decision.outcome", decision.outcome())
            .put("northpost.decision.reason", decision.reason())
            .put("northpost.decision.comparison", decision.comparison())
            .put("northpost.decision.threshold", decision.threshold())
            .put("northpost.decision.margin", decision.margin());
    if (decision.candidates() != null) {
      body.put("northpost.candidate.count", decision.candidates().size());
      if (!decision.candidates().isEmpty()) {
        Candidate best = decision.candidates().get(0);
        body.put("northpost.candidate.best.reference_id", best.referenceId())
            .put("northpost.comparison.score", best.score());
      }
    }
    body.put("northpost.model.id", decision.modelId());
    if (decision.quality() != null) {
      for (QualityMeasure measure : decision.quality()) {
        // NOT_ASSESSABLE is no measurement: as a number it would spoil every average.
        if (measure.value() != QualityMeasure.NOT_ASSESSABLE) {
          body.put("northpost.quality." + snakeCase(measure.measure()), measure.value());
        }
      }
    }
    body.put("northpost.latency.transport_ms", decision.transportLatencyMillis())
        .put("northpost.latency.acquisition_ms", decision.acquisitionLatencyMillis())
        .put("northpost.latency.comparison_ms", decision.comparisonLatencyMillis())
        .put("northpost.latency.total_ms", decision.totalLatencyMillis());
    return new Document(
        DocumentKind.DECISIONS.index(capture.capturedAt()),
        capture.captureId(),
        body.toBytes(),
        Document.UNVERSIONED);
  }

  /** ECS asks whether the system succeeded in comparing, not whether the faces matched. */
  private static String eventOutcome(Outcome outcome) {
    return switch (outcome) {
      case MATCH, AMBIGUOUS, NO_MATCH -> "success";
      case UNUSABLE, UNAVAILABLE -> "failure";
      case OPTED_OUT, UNKNOWN -> "unknown";
    };
  }

  private static String snakeCase(String measure) {
    return WORD_START.matcher(measure).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
