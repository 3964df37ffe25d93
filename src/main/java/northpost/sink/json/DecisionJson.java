package northpost.sink.json;

import northpost.domain.Capture;
import northpost.domain.Decision;
import northpost.wire.json.CaptureJson;
import northpost.wire.json.JsonLine;

/**
 * A decision as a line of JSON with the fields of the decision record. Two runs over the same input
 * may differ in {@code decidedAt} and the fields named {@code ...LatencyMillis}, in nothing else.
 */
public final class DecisionJson {
  private DecisionJson() {}

  public static String write(Decision d) {
    Capture c = d.capture();
    return CaptureJson.start(c)
        .put("travellerClass", c.travellerClass())
        .put("occupantsPresent", c.occupantsPresent())
        .put("outcome", d.outcome())
        .put("reason", d.reason())
        .put("reasonDetail", d.reasonDetail())
        .put("comparison", d.comparison())
        .put("presentedReferenceId", c.presentedReferenceId())
        .put("galleryId", c.galleryId())
        .putObjects(
            "candidates",
            d.candidates().stream()
                .map(
                    x ->
                        new JsonLine()
                            .put("referenceId", x.referenceId())
                            .put("subjectId", x.subjectId())
                            .put("score", x.score()))
                .toList())
        .put("threshold", d.threshold())
        .put("margin", d.margin())
        .put("policyId", d.policyId())
        .put("policyVersion", Integer.valueOf(d.policyVersion()))
        .put("modelId", d.modelId())
        .putObjects(
            "quality",
            d.quality().stream()
                .map(q -> new JsonLine().put("measure", q.measure()).put("value", q.value()))
                .toList())
        .put("presentationAttack", "NOT_ASSESSED")
        .put("capturedAt", c.capturedAt())
        .put("decidedAt", d.decidedAt())
        .put("transportLatencyMillis", d.transportLatencyMillis())
        .put("acquisitionLatencyMillis", d.acquisitionLatencyMillis())
        .put("comparisonLatencyMillis", d.comparisonLatencyMillis())
        .put("totalLatencyMillis", d.totalLatencyMillis())
        .put("seededProbe", c.seededProbe())
        .toString();
  }
}
