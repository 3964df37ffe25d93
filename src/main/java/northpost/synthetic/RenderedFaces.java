package northpost.synthetic;

/**
 * Photos of people who do not exist. The same identity and number give the same bytes, always.
 *
 * <p>A photo costs 0.1 to 0.3 s of one core; safe to call from several threads.
 */
public final class RenderedFaces {
  /** Rises with every change that alters a pixel, so that kept renderings are made anew. */
  public static final int VERSION = 1;

  /** Number 0 is the reference photo, 1 and up are captures. */
  private static final long REFERENCE = 0;

  private RenderedFaces() {}

  /** A document photo: frontal, even light, plain wall. */
  public static byte[] reference(RenderedIdentity identity) {
    return photo(identity, CaptureConditions.reference(), REFERENCE);
  }

  /**
   * A photo at a lane: pose within 15 degrees, any light, some blur, noise and compression.
   *
   * @param number from 1; another number is another moment
   */
  public static byte[] capture(RenderedIdentity identity, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("capture number: expected 1 or more, got " + number);
    }
    long seed = SeededDraw.derived(identity.seed(), number);
    return photo(identity, CaptureConditions.random(seed), number);
  }

  private static byte[] photo(
      RenderedIdentity identity, CaptureConditions conditions, long number) {
    NativeImages.load();
    return FaceRenderer.photo(identity, conditions, SeededDraw.derived(identity.seed(), ~number));
  }
}
