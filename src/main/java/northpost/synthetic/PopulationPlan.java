package northpost.synthetic;

import northpost.domain.ComparisonScore;

/**
 * How a population of rendered people is drawn and selected. Distances are Euclidean between
 * unit-length templates, 0 to 2.
 *
 * @param people who get a reference
 * @param strangers who get none
 * @param photosEach photos at lanes of each of them
 * @param apart references of two people are further from each other than this
 * @param matchDistance the largest distance at which two templates match
 * @param headroom photos keep this far from {@code matchDistance} on the right side of it, so that
 *     a {@link CameraVariation} does not carry them over
 * @param margin a photo is nearer to its own reference than to any other by at least this
 */
public record PopulationPlan(
    long seed,
    int people,
    int strangers,
    int photosEach,
    double apart,
    double matchDistance,
    double headroom,
    double margin) {

  public PopulationPlan {
    requireAtLeast("people", people, 1);
    requireAtLeast("strangers", strangers, 0);
    requireAtLeast("photosEach", photosEach, 1);
  }

  private static void requireAtLeast(String what, int got, int least) {
    if (got < least) {
      throw new IllegalArgumentException(
          what + " of a population: got " + got + ", expected " + least + " or more");
    }
  }

  /** With the distances measured on rendered faces (docs/rendered-faces.md). */
  public static PopulationPlan of(long seed, int people, int strangers, int photosEach) {
    return new PopulationPlan(
        seed,
        people,
        strangers,
        photosEach,
        RenderedDistances.APART,
        RenderedDistances.MATCH,
        RenderedDistances.HEADROOM,
        RenderedDistances.MARGIN);
  }

  /** The comparison score at and above which two templates match. */
  public double matchScore() {
    return ComparisonScore.fromDistance(matchDistance);
  }

  /** Least difference of the comparison score to the next person. */
  public double marginScore() {
    return margin / 2;
  }
}
