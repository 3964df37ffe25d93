package northpost.synthetic;

import static northpost.synthetic.Curves.mix;

/** Smooth noise in space, -1 to 1: random values on whole coordinates, blended between. */
final class ValueNoise {
  private final int salt;

  ValueNoise(long seed) {
    salt = (int) (seed * 7919);
  }

  double at(double x, double y, double z) {
    int i = (int) Math.floor(x);
    int j = (int) Math.floor(y);
    int k = (int) Math.floor(z);
    double u = ease(x - i);
    double v = ease(y - j);
    double near = face(i, j, k, u, v);
    double far = face(i, j, k + 1, u, v);
    return mix(near, far, ease(z - k));
  }

  private double face(int i, int j, int k, double u, double v) {
    double low = mix(corner(i, j, k), corner(i + 1, j, k), u);
    double high = mix(corner(i, j + 1, k), corner(i + 1, j + 1, k), u);
    return mix(low, high, v);
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }

  private double corner(int x, int y, int z) {
    int h = x * 374761393 + y * 668265263 + z * 1274126177 + salt * 974634599;
    h = (h ^ (h >>> 13)) * 1103515245;
    h = (h ^ (h >>> 15)) * 739982445;
    return ((h ^ (h >>> 14)) & 0xFFFFFF) / 8388608.0 - 1;
  }
}
