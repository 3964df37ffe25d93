package northpost.testing;

import java.util.Random;

/** Unit vectors for tests. */
public final class Vectors {
  private Vectors() {}

  public static float[] unit(float... v) {
    double sum = 0;
    for (float x : v) {
      sum += (double) x * x;
    }
    float[] unit = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      unit[i] = (float) (v[i] / Math.sqrt(sum));
    }
    return unit;
  }

  public static float[] random(Random random, int dimension) {
    float[] v = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      v[i] = (float) random.nextGaussian();
    }
    return unit(v);
  }

  /** A vector near another: the smaller the noise, the nearer. */
  public static float[] near(Random random, float[] v, double noise) {
    float[] near = v.clone();
    for (int i = 0; i < near.length; i++) {
      near[i] += (float) (noise * random.nextGaussian());
    }
    return unit(near);
  }
}
