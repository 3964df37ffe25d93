package northpost.synthetic;

/**
 * Distances between unit-length templates of rendered faces, chosen by measurement
 * (docs/rendered-faces.md). They say nothing about real faces.
 */
public final class RenderedDistances {
  /** References of two selected people are further apart than this. */
  public static final double APART = .32;

  /** The largest distance that is a match. */
  public static final double MATCH = .28;

  /** How far selected photos, and the variations tried of them, stay from {@link #MATCH}. */
  public static final double HEADROOM = .02;

  /** Least difference between the distances to one's own and to any other reference. */
  public static final double MARGIN = .02;

  private RenderedDistances() {}
}
