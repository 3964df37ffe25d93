package northpost.search;

import java.util.Random;

/** Seeded sets of unit vectors of the kinds a search must stand. */
final class UnitVectorSets {
  private final Random random;

  UnitVectorSets(long seed) {
    random = new Random(seed);
  }

  /** Evenly on the sphere. */
  float[][] even(int count, int dimension) {
    float[][] vectors = new float[count][];
    for (int n = 0; n < count; n++) {
      vectors[n] = scaled(gaussian(dimension));
    }
    return vectors;
  }

  /** A narrow cone around one direction, unevenly spread: like the templates of a face network. */
  float[][] cone(int count, int dimension) {
    double[] axis = unit(gaussian(dimension));
    float[][] vectors = new float[count][];
    for (int n = 0; n < count; n++) {
      double[] v = gaussian(dimension);
      for (int i = 0; i < dimension; i++) {
        v[i] = axis[i] + .25 * Math.exp(-i / 20.0) * v[i];
      }
      vectors[n] = scaled(v);
    }
    return vectors;
  }

  /**
   * Within a space of few dimensions, in many groups: the screen then tells almost the very
   * distance, so that nothing but its bound keeps a reference at the limit in the answer.
   */
  float[][] flat(int count, int dimension, int rank) {
    double[][] directions = new double[rank][];
    for (int k = 0; k < rank; k++) {
      directions[k] = unit(gaussian(dimension));
    }
    float[][] vectors = new float[count][];
    for (int n = 0; n < count; n++) {
      double[] v = new double[dimension];
      for (double[] direction : directions) {
        double c = random.nextGaussian();
        for (int i = 0; i < dimension; i++) {
          v[i] += c * direction[i];
        }
      }
      vectors[n] = scaled(v);
    }
    return vectors;
  }

  /** A vector moved by about a distance and put back on the sphere. */
  float[] near(float[] vector, double distance) {
    double[] move = unit(gaussian(vector.length));
    for (int i = 0; i < vector.length; i++) {
      move[i] = vector[i] + distance * move[i];
    }
    return scaled(move);
  }

  private double[] gaussian(int dimension) {
    double[] v = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      v[i] = random.nextGaussian();
    }
    return v;
  }

  private static double[] unit(double[] v) {
    double sum = 0;
    for (double value : v) {
      sum += value * value;
    }
    double[] unit = v.clone();
    for (int i = 0; i < v.length; i++) {
      unit[i] /= Math.sqrt(sum);
    }
    return unit;
  }

  private static float[] scaled(double[] v) {
    double[] unit = unit(v);
    float[] scaled = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      scaled[i] = (float) unit[i];
    }
    return scaled;
  }
}
