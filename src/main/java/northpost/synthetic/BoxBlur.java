package northpost.synthetic;

/** The mean over a square window of a picture of numbers; the window is cut at the borders. */
final class BoxBlur {
  private BoxBlur() {}

  static float[] of(float[] values, int width, int height, int radius) {
    float[] across = new float[values.length];
    for (int row = 0; row < height; row++) {
      row(values, across, row * width, width, radius);
    }
    float[] both = new float[values.length];
    // Sums of a whole row of columns at once: the same result as column by column, with fewer
    // jumps through memory.
    double[] sums = new double[width];
    int count = 0;
    for (int row = 0; row < Math.min(radius, height); row++) {
      add(sums, across, row * width, 1);
      count++;
    }
    for (int row = 0; row < height; row++) {
      if (row + radius < height) {
        add(sums, across, (row + radius) * width, 1);
        count++;
      }
      if (row - radius - 1 >= 0) {
        add(sums, across, (row - radius - 1) * width, -1);
        count--;
      }
      for (int x = 0; x < width; x++) {
        both[row * width + x] = (float) (sums[x] / count);
      }
    }
    return both;
  }

  private static void add(double[] sums, float[] values, int from, int sign) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += sign * values[from + x];
    }
  }

  private static void row(float[] in, float[] out, int from, int length, int radius) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < Math.min(radius, length); i++) {
      sum += in[from + i];
      count++;
    }
    for (int i = 0; i < length; i++) {
      if (i + radius < length) {
        sum += in[from + i + radius];
        count++;
      }
      if (i - radius - 1 >= 0) {
        sum -= in[from + i - radius - 1];
        count--;
      }
      out[from + i] = (float) (sum / count);
    }
  }
}
