package northpost.synthetic;

import java.util.Random;

/** Random draws that a seed fixes for ever. */
final class SeededDraw {
  /** Nobody is further than this many standard deviations from the mean. */
  private static final double FURTHEST = 2.2;

  private final Random random;

  SeededDraw(long seed) {
    random = new Random(mixed(seed));
  }

  /** Spreads neighbouring seeds over all 64 bits (the finaliser of SplitMix64). */
  static long mixed(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A seed of its own for one purpose or number under a seed. */
  static long derived(long seed, long purpose) {
    return mixed(mixed(seed) ^ purpose * 0xD1B54A32D192ED03L);
  }

  double normal(double mean, double deviation) {
    return mean + deviation * Curves.clamp(random.nextGaussian(), -FURTHEST, FURTHEST);
  }

  double uniform(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
