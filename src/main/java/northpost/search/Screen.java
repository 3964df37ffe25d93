package northpost.search;

/**
 * Turns vectors into codes of one byte a coordinate, such that a few operations on the codes of a
 * reference tell that it cannot be near a probe. The coordinates are those of a {@link Projection};
 * each has a step of its own.
 *
 * @param projection which coordinates
 * @param steps a code of 1 means this much; one a coordinate
 * @param offset taken from the last coordinate (the length of the rest), which is never negative
 * @param usualError the largest distance of a point of the sample to its codes
 */
record Screen(Projection projection, float[] steps, double offset, double usualError) {
  private static final int LARGEST_CODE = 127;

  /** Room beyond the sample's largest coordinate. What is still larger is cut, at a cost. */
  private static final double HEADROOM = 1.1;

  /** So that a coordinate that did not vary in the sample has a step at all. */
  private static final double LEAST_RANGE = 1e-5;

  /** Learns a projection and the steps from a sample of vectors. */
  static Screen learn(float[][] sample, int dimension) {
    Projection projection = Projection.learn(sample, dimension);
    int columns = projection.directions() + 1;
    double[][] mapped = new double[sample.length][];
    double sum = 0;
    for (int n = 0; n < sample.length; n++) {
      mapped[n] = projection.map(sample[n], 0);
      sum += mapped[n][columns - 1];
    }
    double offset = sum / sample.length;
    double[] largest = new double[columns];
    for (double[] point : mapped) {
      point[columns - 1] -= offset;
      for (int k = 0; k < columns; k++) {
        largest[k] = Math.max(largest[k], Math.abs(point[k]));
      }
    }
    float[] steps = new float[columns];
    for (int k = 0; k < columns; k++) {
      steps[k] = (float) (Math.max(LEAST_RANGE, largest[k] * HEADROOM) / LARGEST_CODE);
    }
    double usualError = 0;
    for (double[] point : mapped) {
      double error = 0;
      for (int k = 0; k < columns; k++) {
        double left = point[k] - (double) code(point[k], steps[k]) * steps[k];
        error += left * left;
      }
      usualError = Math.max(usualError, Math.sqrt(error));
    }
    return new Screen(projection, steps, offset, usualError);
  }

  /** Bytes of codes a reference. */
  int columns() {
    return steps.length;
  }

  long bytes() {
    return projection.bytes() + 4L * steps.length;
  }

  /** Writes the codes of a vector into a block, with half its squared norm and its error. */
  void encode(float[] vectors, int offsetOfVector, Block block, int row) {
    double[] point = point(vectors, offsetOfVector);
    double norm = 0;
    double error = 0;
    for (int k = 0; k < steps.length; k++) {
      byte code = code(point[k], steps[k]);
      double coded = (double) code * steps[k];
      norm += coded * coded;
      error += (point[k] - coded) * (point[k] - coded);
      block.setCode(k, row, code);
    }
    block.setScreened(row, (float) (-norm / 2), Math.sqrt(error));
  }

  private static byte code(double coordinate, float step) {
    long nearest = Math.round(coordinate / step);
    return (byte) Math.max(-LARGEST_CODE, Math.min(LARGEST_CODE, nearest));
  }

  /** A probe as the kernels want it: each coordinate times the step of its codes. */
  Question question(float[] probe) {
    double[] point = point(probe, 0);
    float[] weights = new float[steps.length];
    double norm = 0;
    for (int k = 0; k < steps.length; k++) {
      norm += point[k] * point[k];
      weights[k] = (float) (point[k] * steps[k]);
    }
    return new Question(weights, norm);
  }

  private double[] point(float[] vectors, int offsetOfVector) {
    double[] point = projection.map(vectors, offsetOfVector);
    point[point.length - 1] -= offset;
    return point;
  }

  /**
   * A probe in the coordinates of the screen.
   *
   * @param weights coordinate times step
   * @param squaredNorm of the coordinates
   */
  record Question(float[] weights, double squaredNorm) {}
}
