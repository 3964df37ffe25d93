package northpost.evaluation;

/**
 * What happens at one threshold.
 *
 * @param threshold least comparison score that counts as a match
 * @param fmr share of the non-mated pairs at or above the threshold
 * @param fnmr share of the mated pairs below the threshold
 */
public record OperatingPoint(double threshold, double fmr, double fnmr) {}
