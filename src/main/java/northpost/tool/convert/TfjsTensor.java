package northpost.tool.convert;

/**
 * One weight tensor of a TensorFlow.js model: either quantised ({@code value = byte * scale +
 * minimum}) or plain float32.
 */
final class TfjsTensor {
  private static final double ZERO_POINT_TOLERANCE = 1e-3;

  private final String name;
  private final int[] shape;
  private final byte[] quantised;
  private final double scale;
  private final double minimum;
  private final float[] plain;

  private TfjsTensor(
      String name, int[] shape, byte[] quantised, double scale, double minimum, float[] plain) {
    this.name = name;
    this.shape = shape;
    this.quantised = quantised;
    this.scale = scale;
    this.minimum = minimum;
    this.plain = plain;
  }

  static TfjsTensor quantised(
      String name, int[] shape, byte[] values, double scale, double minimum) {
    return new TfjsTensor(name, shape, values, scale, minimum, null);
  }

  static TfjsTensor plain(String name, int[] shape, float[] values) {
    return new TfjsTensor(name, shape, null, 0, 0, values);
  }

  String name() {
    return name;
  }

  int dimension(int axis) {
    return shape[axis];
  }

  int size() {
    return plain != null ? plain.length : quantised.length;
  }

  byte quantisedAt(int index) {
    return quantised[index];
  }

  double scale() {
    return scale;
  }

  /** Whether the bytes can be kept, because zero is one of the quantised values. */
  boolean hasZeroPoint() {
    if (quantised == null || scale == 0) {
      return false;
    }
    double exact = -minimum / scale;
    long whole = Math.round(exact);
    return Math.abs(exact - whole) < ZERO_POINT_TOLERANCE && whole >= 0 && whole <= 255;
  }

  int zeroPoint() {
    return (int) Math.round(-minimum / scale);
  }

  /** The values as TensorFlow.js computes them: double arithmetic, stored as float32. */
  float[] floats() {
    if (plain != null) {
      return plain;
    }
    float[] values = new float[quantised.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((quantised[i] & 0xFF) * scale + minimum);
    }
    return values;
  }
}
