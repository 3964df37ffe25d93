package northpost.face;

import java.util.List;

/** How faces are looked for: the first look that finds one ends the search. */
public record DetectionManifest(List<Look> looks) {
  /**
   * One detector at one input size.
   *
   * @param size pixels of the square the image is fitted into
   * @param scoreThreshold a box with a score not above it is dropped
   * @param overlapThreshold of two boxes with a larger intersection over union the lower score is
   *     dropped
   */
  public record Look(String network, int size, double scoreThreshold, double overlapThreshold) {}
}
