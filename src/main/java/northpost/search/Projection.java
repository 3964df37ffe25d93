package northpost.search;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The directions in which a set of vectors varies most, about its mean: a vector becomes its
 * coordinates along them and the length of what is left over.
 *
 * <p>The directions are orthonormal, so the map never takes two vectors further apart (see {@link
 * ScreenBound}). How well they fit decides how much a search may skip, never what it finds.
 */
final class Projection {
  /** How far the directions may be from orthonormal (Frobenius norm of P Pᵀ − I). */
  static final double ORTHONORMAL_WITHIN = 1e-10;

  /** Directions that hold this share of the variance are enough: the next ones tell too little. */
  private static final double VARIANCE_SHARE = .95;

  private static final int FEWEST_DIRECTIONS = 16;
  private static final int MOST_DIRECTIONS = 64;
  private static final int DIRECTION_STEP = 8;
  private static final int ITERATIONS = 12;
  private static final long SEED = 20_260_101L;

  private final double[] centre;
  private final double[][] directions;
  private final double[][] byDimension;

  private Projection(double[] centre, double[][] directions) {
    this.centre = centre;
    this.directions = directions;
    byDimension = new double[centre.length][directions.length];
    for (int k = 0; k < directions.length; k++) {
      for (int i = 0; i < centre.length; i++) {
        byDimension[i][k] = directions[k][i];
      }
    }
  }

  /** Learns from a sample: the leading principal components, by orthogonal iteration. */
  static Projection learn(float[][] sample, int dimension) {
    double[] centre = mean(sample, dimension);
    double[][] covariance = covariance(sample, centre);
    int most = Math.min(dimension, MOST_DIRECTIONS);
    double[][] directions = new double[most][dimension];
    SplittableRandom random = new SplittableRandom(SEED);
    for (double[] direction : directions) {
      Arrays.setAll(direction, i -> random.nextDouble() - .5);
    }
    orthonormalise(directions, random);
    for (int round = 0; round < ITERATIONS; round++) {
      for (double[] direction : directions) {
        System.arraycopy(product(covariance, direction), 0, direction, 0, dimension);
      }
      orthonormalise(directions, random);
    }
    double[][] kept = Arrays.copyOf(directions, enough(directions, covariance));
    requireOrthonormal(kept);
    return new Projection(centre, kept);
  }

  private static double[] mean(float[][] sample, int dimension) {
    double[] mean = new double[dimension];
    for (float[] vector : sample) {
      for (int i = 0; i < dimension; i++) {
        mean[i] += vector[i];
      }
    }
    for (int i = 0; i < dimension; i++) {
      mean[i] /= sample.length;
    }
    return mean;
  }

  private static double[][] covariance(float[][] sample, double[] mean) {
    int dimension = mean.length;
    double[][] sum = new double[dimension][dimension];
    double[] difference = new double[dimension];
    for (float[] vector : sample) {
      for (int i = 0; i < dimension; i++) {
        difference[i] = vector[i] - mean[i];
      }
      for (int i = 0; i < dimension; i++) {
        addScaled(sum[i], difference, difference[i]);
      }
    }
    return sum;
  }

  private static double[] product(double[][] matrix, double[] vector) {
    double[] product = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      addScaled(product, matrix[i], vector[i]);
    }
    return product;
  }

  /** Gram-Schmidt, each direction twice: once leaves errors of the size of what was taken away. */
  private static void orthonormalise(double[][] directions, SplittableRandom random) {
    for (int k = 0; k < directions.length; k++) {
      double[] direction = directions[k];
      double before = Math.sqrt(dot(direction, direction));
      subtractFormer(directions, k);
      double after = Math.sqrt(dot(direction, direction));
      while (!(after > 1e-8 * before) || after == 0) {
        // Nothing of it is left: the sample varies in fewer directions. Any new one will do.
        Arrays.setAll(direction, i -> random.nextDouble() - .5);
        before = Math.sqrt(dot(direction, direction));
        subtractFormer(directions, k);
        after = Math.sqrt(dot(direction, direction));
      }
      scale(direction, 1 / after);
      subtractFormer(directions, k);
      scale(direction, 1 / Math.sqrt(dot(direction, direction)));
    }
  }

  private static void subtractFormer(double[][] directions, int k) {
    for (int j = 0; j < k; j++) {
      addScaled(directions[k], directions[j], -dot(directions[j], directions[k]));
    }
  }

  private static int enough(double[][] directions, double[][] covariance) {
    double total = 0;
    for (int i = 0; i < covariance.length; i++) {
      total += covariance[i][i];
    }
    double held = 0;
    for (int k = 0; k < directions.length; k++) {
      boolean stop = k >= FEWEST_DIRECTIONS && k % DIRECTION_STEP == 0;
      if (stop && held >= VARIANCE_SHARE * total) {
        return k;
      }
      held += dot(directions[k], product(covariance, directions[k]));
    }
    return directions.length;
  }

  private static void requireOrthonormal(double[][] directions) {
    double sum = 0;
    for (int k = 0; k < directions.length; k++) {
      for (int j = 0; j < directions.length; j++) {
        double error = dot(directions[k], directions[j]) - (k == j ? 1 : 0);
        sum += error * error;
      }
    }
    if (!(Math.sqrt(sum) <= ORTHONORMAL_WITHIN)) {
      throw new IllegalStateException(
          "directions of the search: expected orthonormal within "
              + ORTHONORMAL_WITHIN
              + ", got "
              + Math.sqrt(sum));
    }
  }

  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    int i = 0;
    for (; i + 1 < a.length; i += 2) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
    }
    return i < a.length ? s0 + s1 + a[i] * b[i] : s0 + s1;
  }

  private static void scale(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  private static void addScaled(double[] sum, double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  /**
   * Adds vectors[n] * factors[n] for all n, in the order of n: four at a time, since short loops
   * cost more to begin and end than they do.
   */
  private static void addAllScaled(double[] sum, double[][] vectors, double[] factors) {
    int n = 0;
    for (; n + 3 < factors.length; n += 4) {
      addFourScaled(sum, vectors, factors, n);
    }
    for (; n < factors.length; n++) {
      addScaled(sum, vectors[n], factors[n]);
    }
  }

  private static void addFourScaled(double[] sum, double[][] vectors, double[] factors, int n) {
    double[] a = vectors[n];
    double[] b = vectors[n + 1];
    double[] c = vectors[n + 2];
    double[] d = vectors[n + 3];
    double fa = factors[n];
    double fb = factors[n + 1];
    double fc = factors[n + 2];
    double fd = factors[n + 3];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum[i] + fa * a[i] + fb * b[i] + fc * c[i] + fd * d[i];
    }
  }

  int directions() {
    return directions.length;
  }

  /** Directions, centre and their copy by dimension. */
  long bytes() {
    return 8L * centre.length * (2L * directions.length + 1);
  }

  /**
   * Maps a vector: its coordinates, then the length of the rest.
   *
   * @param vectors holds the vector from {@code offset} on
   */
  double[] map(float[] vectors, int offset) {
    double[] rest = new double[centre.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = vectors[offset + i] - centre[i];
    }
    double[] coordinates = new double[directions.length];
    addAllScaled(coordinates, byDimension, rest);
    double[] opposite = new double[coordinates.length];
    for (int k = 0; k < opposite.length; k++) {
      opposite[k] = -coordinates[k];
    }
    addAllScaled(rest, directions, opposite);
    double[] mapped = Arrays.copyOf(coordinates, directions.length + 1);
    mapped[directions.length] = Math.sqrt(dot(rest, rest));
    return mapped;
  }
}
