package northpost.face;

/**
 * What an image may claim before it is decoded.
 *
 * @param maximumBytes of the file
 * @param maximumSide pixels
 * @param maximumPixels width times height
 */
public record ImageLimits(int maximumBytes, int maximumSide, long maximumPixels) {
  /** 2 MiB, 8192 pixels a side, 20 megapixels (60 MB when decoded). */
  public static final ImageLimits DEFAULT = new ImageLimits(2 * 1024 * 1024, 8192, 20_000_000L);
}
