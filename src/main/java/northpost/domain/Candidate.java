package northpost.domain;

/**
 * A reference that came close to a probe.
 *
 * @param score comparison score, 0 to 1, higher is closer
 */
public record Candidate(String referenceId, String subjectId, double score) {}
