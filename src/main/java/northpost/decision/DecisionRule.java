package northpost.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.FailureToAcquire;
import northpost.domain.Outcome;
import northpost.domain.Policy;
import northpost.domain.Probe;
import northpost.gallery.CandidateList;

/** Decides one capture: total and without gaps, every capture gets exactly one outcome. */
public final class DecisionRule {
  private DecisionRule() {}

  /**
   * The decision on a candidate list under a policy book.
   *
   * @param decidedAt the time it is made; only this and the latencies depend on the clock
   */
  public static Decision decide(CandidateList list, PolicyBook book, Instant decidedAt) {
    Capture capture = list.probe().capture();
    ComparisonKind asked = asked(capture);
    Policy policy = book.applying(capture, list.galleryIds(), asked);
    Verdict verdict = verdict(list, policy);
    boolean compared = verdict.compared();
    double threshold = policy.threshold(list.kind());
    return new Decision(
        capture,
        verdict.outcome(),
        verdict.reason(),
        verdict.detail(),
        compared ? list.kind() : ComparisonKind.NONE,
        compared ? atOrAbove(list.candidates(), threshold) : List.of(),
        compared ? threshold : null,
        compared ? policy.margin() : null,
        policy.policyId(),
        policy.version(),
        list.modelId(),
        list.probe().quality(),
        list.probe().imageDigest(),
        decidedAt,
        transportMillis(capture.capturedAt(), list.probe().receivedAt()),
        millis(list.probe().receivedAt(), list.probe().acquiredAt()),
        millis(list.probe().acquiredAt(), decidedAt),
        millis(capture.capturedAt(), decidedAt));
  }

  private static Verdict verdict(CandidateList list, Policy policy) {
    Probe probe = list.probe();
    if (probe.capture().optedOut()) {
      return Verdict.of(DecisionReason.TRAVELLER_OPTED_OUT, null);
    }
    FailureToAcquire failure = probe.failure();
    if (failure != null) {
      return new Verdict(Outcome.UNUSABLE, failure.cause().name(), failure.message(), false);
    }
    Optional<String> failed = QualityGate.failedMeasure(probe.quality(), policy.quality());
    if (failed.isPresent()) {
      return Verdict.of(DecisionReason.QUALITY_BELOW_POLICY, failed.get());
    }
    return switch (list.status()) {
      case NOT_COMPARED ->
          Verdict.of(
              DecisionReason.NOTHING_TO_COMPARE, "neither presentedReferenceId nor galleryId");
      case REFERENCE_UNKNOWN ->
          Verdict.of(DecisionReason.REFERENCE_UNKNOWN, probe.capture().presentedReferenceId());
      case REFERENCE_NOT_VALID ->
          Verdict.of(DecisionReason.REFERENCE_NOT_VALID, probe.capture().presentedReferenceId());
      case GALLERY_NOT_LOADED ->
          Verdict.of(DecisionReason.GALLERY_NOT_LOADED, probe.capture().galleryId());
      case MODEL_MISMATCH ->
          Verdict.of(DecisionReason.MODEL_MISMATCH, "probe made by " + list.modelId());
      case TIME_BUDGET_SPENT ->
          Verdict.of(DecisionReason.TIME_BUDGET_SPENT, "not compared within the time budget");
      case COMPARED -> compare(list, policy);
      case PARTLY_COMPARED -> comparePart(list, policy);
    };
  }

  private static Verdict compare(CandidateList list, Policy policy) {
    List<Candidate> candidates = list.candidates();
    // Not "below": a score that is no number must not pass as a match.
    if (candidates.isEmpty() || !(candidates.get(0).score() >= policy.threshold(list.kind()))) {
      return Verdict.compared(DecisionReason.BELOW_THRESHOLD);
    }
    boolean marginKept =
        candidates.size() == 1
            || candidates.get(0).score() - candidates.get(1).score() >= policy.margin();
    return Verdict.compared(
        marginKept ? DecisionReason.THRESHOLD_REACHED : DecisionReason.MARGIN_NOT_KEPT);
  }

  /** Where a part of the gallery was not compared, finding nobody does not mean nobody is there. */
  private static Verdict comparePart(CandidateList list, Policy policy) {
    Verdict verdict = compare(list, policy);
    return verdict.outcome() == Outcome.NO_MATCH
        ? Verdict.of(
            DecisionReason.MODEL_MISMATCH, "a part of the gallery is not of " + list.modelId())
        : verdict;
  }

  private static ComparisonKind asked(Capture capture) {
    if (capture.presentedReferenceId() != null) {
      return ComparisonKind.VERIFICATION;
    }
    return capture.galleryId() != null ? ComparisonKind.IDENTIFICATION : ComparisonKind.NONE;
  }

  private static List<Candidate> atOrAbove(List<Candidate> candidates, double threshold) {
    return candidates.stream().filter(candidate -> candidate.score() >= threshold).toList();
  }

  /** The only one between two clocks: below 0 where the camera's is ahead. */
  private static long transportMillis(Instant capturedAt, Instant receivedAt) {
    return receivedAt == null ? -1 : Duration.between(capturedAt, receivedAt).toMillis();
  }

  private static long millis(Instant from, Instant to) {
    return from == null || to == null ? -1 : Math.max(0, Duration.between(from, to).toMillis());
  }

  private record Verdict(Outcome outcome, String reason, String detail, boolean compared) {
    static Verdict of(DecisionReason reason, String detail) {
      return new Verdict(reason.outcome(), reason.name(), detail, false);
    }

    static Verdict compared(DecisionReason reason) {
      return new Verdict(reason.outcome(), reason.name(), null, true);
    }
  }
}
