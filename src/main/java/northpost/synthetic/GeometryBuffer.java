package northpost.synthetic;

/** What is seen at each pixel of the drawing: material, depth, place on the surface, normal. */
final class GeometryBuffer {
  static final int PIXELS = View.WIDTH * View.HEIGHT;

  /** Ordinal of the {@link Material}. */
  final byte[] material = new byte[PIXELS];

  /** Toward the camera, millimetres; meaningless where nothing was drawn. */
  final float[] depth = new float[PIXELS];

  /** Place on the surface before it was turned, three a pixel. */
  final float[] place = new float[3 * PIXELS];

  /** Direction of the surface after it was turned, three a pixel, not of unit length. */
  final float[] normal = new float[3 * PIXELS];

  boolean drawn(int pixel) {
    return material[pixel] != 0;
  }
}
