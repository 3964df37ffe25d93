package northpost.face;

import java.util.List;

/**
 * How far a head is turned, in degrees: an estimate from the landmarks.
 *
 * <p>A scaled orthographic camera is fitted by least squares to eight points of a rough average
 * head. A true camera near the face, and a head of other proportions, add several degrees; pitch is
 * the least sure.
 *
 * @param yaw to the side, positive towards the right of the image
 * @param pitch up or down, positive down
 * @param roll in the plane, positive clockwise
 */
record HeadPose(double yaw, double pitch, double roll) {
  static final List<List<Integer>> POINTS =
      List.of(
          Landmarks.LEFT_EYE,
          Landmarks.RIGHT_EYE,
          List.of(27),
          List.of(30),
          List.of(33),
          List.of(48),
          List.of(54),
          List.of(8));

  /** x right, y down, z away from the camera; in distances of the eyes, the eyes in the origin. */
  static final double[][] HEAD = {
    {-0.5, 0, 0},
    {0.5, 0, 0},
    {0, -0.02, -0.22},
    {0, 0.58, -0.55},
    {0, 0.77, -0.32},
    {-0.41, 1.10, -0.10},
    {0.41, 1.10, -0.10},
    {0, 1.86, 0.02}
  };

  private static final double[][] CENTRED = centred(HEAD);
  private static final double[][] INVERSE = inverse(gram(CENTRED));

  static HeadPose of(Landmarks landmarks) {
    int n = POINTS.size();
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      Landmarks.Point point = landmarks.mean(POINTS.get(i));
      x[i] = point.x();
      y[i] = point.y();
    }
    double[] right = unit(solve(x));
    double[] down = unit(solve(y));
    double[] forward = unit(cross(right, down));
    // These are the rows of roll * pitch * yaw, which takes the head to the camera.
    double yaw = Math.atan2(forward[0], forward[2]);
    double pitch = Math.asin(Math.max(-1, Math.min(1, forward[1])));
    double roll = Math.atan2(-right[1], down[1]);
    return new HeadPose(Math.toDegrees(yaw), Math.toDegrees(pitch), Math.toDegrees(roll));
  }

  /** The row of the camera that best takes the head's points to the coordinates. */
  private static double[] solve(double[] coordinates) {
    double[] moment = new double[3];
    for (int i = 0; i < coordinates.length; i++) {
      for (int d = 0; d < 3; d++) {
        moment[d] += CENTRED[i][d] * coordinates[i];
      }
    }
    double[] row = new double[3];
    for (int r = 0; r < 3; r++) {
      for (int d = 0; d < 3; d++) {
        row[r] += INVERSE[r][d] * moment[d];
      }
    }
    return row;
  }

  private static double[][] centred(double[][] points) {
    double[] mean = new double[3];
    for (double[] point : points) {
      for (int d = 0; d < 3; d++) {
        mean[d] += point[d] / points.length;
      }
    }
    double[][] centred = new double[points.length][3];
    for (int i = 0; i < points.length; i++) {
      for (int d = 0; d < 3; d++) {
        centred[i][d] = points[i][d] - mean[d];
      }
    }
    return centred;
  }

  private static double[][] gram(double[][] points) {
    double[][] gram = new double[3][3];
    for (double[] point : points) {
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) {
          gram[r][c] += point[r] * point[c];
        }
      }
    }
    return gram;
  }

  /** The inverse of a symmetric 3 x 3 matrix. */
  private static double[][] inverse(double[][] m) {
    double[] first = cross(m[1], m[2]);
    double[] second = cross(m[2], m[0]);
    double[] third = cross(m[0], m[1]);
    double determinant = m[0][0] * first[0] + m[0][1] * first[1] + m[0][2] * first[2];
    double[][] inverse = new double[3][3];
    for (int r = 0; r < 3; r++) {
      inverse[r][0] = first[r] / determinant;
      inverse[r][1] = second[r] / determinant;
      inverse[r][2] = third[r] / determinant;
    }
    return inverse;
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  private static double[] unit(double[] v) {
    double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    return new double[] {v[0] / length, v[1] / length, v[2] / length};
  }
}
