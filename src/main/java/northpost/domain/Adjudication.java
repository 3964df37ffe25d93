package northpost.domain;

import java.time.Instant;

/**
 * What the officer found.
 *
 * @param officer a pseudonym
 */
public record Adjudication(
    String encounterId,
    String captureId,
    AdjudicationOutcome outcome,
    Instant adjudicatedAt,
    String officer) {}
