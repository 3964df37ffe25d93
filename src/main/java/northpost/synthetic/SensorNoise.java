package northpost.synthetic;

/**
 * Normally distributed noise of an image sensor, fast: a table of quantiles and a small generator.
 */
final class SensorNoise {
  private static final int BITS = 12;
  private static final float[] QUANTILES = quantiles();

  private long state;

  SensorNoise(long seed) {
    state = SeededDraw.mixed(seed);
  }

  /** Adds noise of this standard deviation (grey levels) to every byte of an image. */
  void addTo(byte[] pixels, double deviation) {
    for (int i = 0; i < pixels.length; i++) {
      double noisy = (pixels[i] & 0xFF) + deviation * next();
      pixels[i] = (byte) Curves.clamp(noisy, 0, 255);
    }
  }

  private float next() {
    state = state * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
    return QUANTILES[(int) (state >>> (64 - BITS))];
  }

  /** The normal distribution at evenly spaced probabilities, from a running integral. */
  private static float[] quantiles() {
    int n = 1 << BITS;
    float[] table = new float[n];
    double step = 1e-3;
    double z = -6;
    double probability = 0;
    for (int i = 0; i < n; i++) {
      double wanted = (i + .5) / n;
      while (probability < wanted) {
        double middle = z + step / 2;
        probability += step * Math.exp(-middle * middle / 2) / Math.sqrt(2 * Math.PI);
        z += step;
      }
      table[i] = (float) z;
    }
    return table;
  }
}
