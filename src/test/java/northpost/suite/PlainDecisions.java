package northpost.suite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.decision.DecisionRule;
import northpost.decision.PolicyBook;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.ComparisonKind;
import northpost.domain.ComparisonScore;
import northpost.domain.Decision;
import northpost.domain.Policy;
import northpost.domain.Probe;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.Template;
import northpost.gallery.CandidateList;
import northpost.gallery.Candidates;
import northpost.gallery.ComparisonStatus;

/** Decides captures with given faces by the job's rule, comparing one by one. */
final class PlainDecisions {
  private final PolicyBook book;
  private final Map<String, Reference> references = new HashMap<>();
  private final Map<String, List<Reference>> galleries = new HashMap<>();

  PlainDecisions(Policy policy) {
    book = new PolicyBook(policy, List.of());
  }

  void enrol(ReferenceUpdate update) {
    Reference reference = update.reference();
    references.put(reference.referenceId(), reference);
    for (String gallery : reference.galleryIds()) {
      galleries.computeIfAbsent(gallery, id -> new ArrayList<>()).add(reference);
    }
  }

  Decision decide(CapturedSample sample) {
    Template template = sample.given() == null ? null : sample.given().template();
    Probe probe =
        new Probe(
            sample.capture(),
            sample.position(),
            sample.receivedAt(),
            template,
            sample.given() == null ? null : sample.given().failure(),
            sample.given() == null ? List.of() : sample.given().quality(),
            sample.given() == null ? null : sample.given().imageDigest(),
            sample.receivedAt());
    return DecisionRule.decide(compared(probe), book, sample.receivedAt());
  }

  private CandidateList compared(Probe probe) {
    Capture capture = probe.capture();
    boolean names = capture.presentedReferenceId() != null || capture.galleryId() != null;
    if (probe.template() == null || capture.optedOut() || !names) {
      return CandidateList.notCompared(probe);
    }
    return capture.presentedReferenceId() != null ? verified(probe) : identified(probe);
  }

  private CandidateList verified(Probe probe) {
    Reference reference = references.get(probe.capture().presentedReferenceId());
    ComparisonStatus status =
        reference == null
            ? ComparisonStatus.REFERENCE_UNKNOWN
            : !reference.validAt(probe.capture().capturedAt())
                ? ComparisonStatus.REFERENCE_NOT_VALID
                : reference.template().comparableTo(probe.template())
                    ? ComparisonStatus.COMPARED
                    : ComparisonStatus.MODEL_MISMATCH;
    List<Candidate> candidates =
        status == ComparisonStatus.COMPARED ? List.of(candidate(reference, probe)) : List.of();
    return list(probe, ComparisonKind.VERIFICATION, status, candidates);
  }

  private CandidateList identified(Probe probe) {
    Instant at = probe.capture().capturedAt();
    List<Reference> valid =
        galleries.getOrDefault(probe.capture().galleryId(), List.of()).stream()
            .filter(reference -> reference.validAt(at))
            .toList();
    List<Candidate> candidates =
        valid.stream()
            .filter(reference -> reference.template().comparableTo(probe.template()))
            .map(reference -> candidate(reference, probe))
            .toList();
    ComparisonStatus status =
        valid.isEmpty()
            ? ComparisonStatus.GALLERY_NOT_LOADED
            : candidates.isEmpty() ? ComparisonStatus.MODEL_MISMATCH : ComparisonStatus.COMPARED;
    return list(probe, ComparisonKind.IDENTIFICATION, status, Candidates.best(candidates));
  }

  private static Candidate candidate(Reference reference, Probe probe) {
    return new Candidate(
        reference.referenceId(),
        reference.subjectId(),
        ComparisonScore.of(reference.template().vector(), probe.template().vector()));
  }

  private static CandidateList list(
      Probe probe, ComparisonKind kind, ComparisonStatus status, List<Candidate> candidates) {
    String gallery = probe.capture().galleryId();
    return new CandidateList(
        probe.withoutTemplate(),
        probe.template().modelId(),
        kind,
        status,
        candidates,
        gallery == null ? List.of() : List.of(gallery));
  }
}
