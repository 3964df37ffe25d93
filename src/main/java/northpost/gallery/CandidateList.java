package northpost.gallery;

import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import northpost.domain.Probe;

/**
 * What all shards together say of a probe, ready to be decided.
 *
 * @param probe without its template
 * @param modelId the network of the probe's template; null where there was none
 * @param candidates best first, one per subject, bounded; not yet held against a threshold
 * @param galleryIds the galleries whose policies may apply
 */
public record CandidateList(
    Probe probe,
    String modelId,
    ComparisonKind kind,
    ComparisonStatus status,
    List<Candidate> candidates,
    List<String> galleryIds) {

  /** For a probe that is decided without any comparison. */
  public static CandidateList notCompared(Probe probe) {
    String modelId = probe.template() == null ? null : probe.template().modelId();
    List<String> galleries =
        probe.capture().galleryId() == null ? List.of() : List.of(probe.capture().galleryId());
    return new CandidateList(
        probe.withoutTemplate(),
        modelId,
        ComparisonKind.NONE,
        ComparisonStatus.NOT_COMPARED,
        List.of(),
        galleries);
  }

  /** For a probe whose time budget is spent. */
  static CandidateList timedOut(AskedProbe asked) {
    String galleryId = asked.probe().capture().galleryId();
    return new CandidateList(
        asked.probe(),
        asked.modelId(),
        asked.kind(),
        ComparisonStatus.TIME_BUDGET_SPENT,
        List.of(),
        galleryId == null ? List.of() : List.of(galleryId));
  }
}
