package northpost.evaluation;

/**
 * A compared pair.
 *
 * @param subjectA who is on the first photo; the same person has one name throughout
 * @param subjectB who is on the second photo
 * @param score comparison score, higher is closer
 */
public record ScoredPair(String subjectA, String subjectB, boolean mated, double score) {
  public ScoredPair {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException(
          "score of " + subjectA + " and " + subjectB + ": expected a number, got NaN");
    }
  }
}
