package northpost.simulation;

import northpost.domain.ComparisonKind;

/**
 * What is known of a simulated capture and of no real one. Used for scoring only.
 *
 * @param subjectId who is in the photo; a stranger's is in no gallery
 * @param mated whether the reference presented, or the gallery to search, holds this subject; false
 *     too when no comparison is asked for
 * @param stranger whether the subject is enrolled nowhere
 * @param comparison NONE when the traveller opted out
 */
public record Truth(
    String captureId,
    String encounterId,
    String subjectId,
    boolean mated,
    boolean stranger,
    boolean optedOut,
    ComparisonKind comparison) {}
