package northpost.simulation;

import java.util.HexFormat;
import java.util.List;

/** Random numbers and ids that a seed fixes for ever, on every machine. */
final class Chance {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Chance(long seed) {
    state = mixed(seed);
  }

  /** A seed of its own for one purpose under a seed; different purposes give different seeds. */
  static long derived(long seed, long purpose) {
    return mixed(mixed(seed) + purpose * GOLDEN);
  }

  /** An id that tells nothing: different numbers under one seed never give the same one. */
  static String id(String prefix, long seed, long number) {
    return prefix + HexFormat.of().toHexDigits(derived(seed, number));
  }

  /** The finaliser of SplitMix64: a different result for each argument. */
  private static long mixed(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** 0 inclusive to 1 exclusive. */
  double share() {
    state += GOLDEN;
    return (mixed(state) >>> 11) * 0x1p-53;
  }

  boolean happens(double probability) {
    return share() < probability;
  }

  double between(double least, double most) {
    return least + (most - least) * share();
  }

  int below(int bound) {
    return (int) (share() * bound);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** A time until the next of events that come at random at this rate. */
  double untilNext(double rate) {
    // StrictMath, so that every machine gives the same bits.
    return -StrictMath.log(1 - share()) / rate;
  }
}
