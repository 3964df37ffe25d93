package northpost.anomaly;

/**
 * Sums of log-likelihood ratios that start anew at 0 whenever they would fall below, each with what
 * was seen since. They live in an array, as they are kept in state.
 */
final class Evidence {
  private static final int LEVEL = 0;
  private static final int SINCE = 1;
  private static final int SEEN = 2;
  private static final int EXPECTED = 3;
  private static final int WEIGHT = 4;
  private static final int OTHERS_SEEN = 5;
  private static final int OTHERS_EXPECTED = 6;
  private static final int STRIDE = 7;

  private final double[] values;
  private final Step[] last;

  Evidence(double[] kept, int size) {
    values = new double[size * STRIDE];
    System.arraycopy(kept, 0, values, 0, Math.min(kept.length, values.length));
    last = new Step[size];
  }

  static double[] none(int size) {
    return new double[size * STRIDE];
  }

  double[] values() {
    return values;
  }

  /** What one step shows. */
  record Step(
      double ratio,
      double seen,
      double expected,
      double weight,
      double othersSeen,
      double othersExpected) {
    Step(double ratio, double seen, double expected, double weight) {
      this(ratio, seen, expected, weight, 0, 0);
    }

    Step plus(Step o) {
      return new Step(
          ratio + o.ratio,
          seen + o.seen,
          expected + o.expected,
          weight + o.weight,
          othersSeen + o.othersSeen,
          othersExpected + o.othersExpected);
    }
  }

  void add(int i, long minute, Step step) {
    last[i] = last[i] == null ? step : last[i].plus(step);
    int at = i * STRIDE;
    double level = values[at + LEVEL] + step.ratio;
    if (level <= 0) {
      clear(i);
      return;
    }
    if (values[at + LEVEL] == 0) {
      values[at + SINCE] = minute;
    }
    values[at + LEVEL] = level;
    values[at + SEEN] += step.seen;
    values[at + EXPECTED] += step.expected;
    values[at + WEIGHT] += step.weight;
    values[at + OTHERS_SEEN] += step.othersSeen;
    values[at + OTHERS_EXPECTED] += step.othersExpected;
  }

  /** Forgets what the last minute showed, not what it adds up to. */
  void begin() {
    java.util.Arrays.fill(last, null);
  }

  void clear(int i) {
    java.util.Arrays.fill(values, i * STRIDE, (i + 1) * STRIDE, 0);
  }

  double level(int i) {
    return values[i * STRIDE + LEVEL];
  }

  /** What the minute that is being judged shows; null where nothing was seen. */
  Step last(int i) {
    return last[i];
  }

  long since(int i) {
    return (long) values[i * STRIDE + SINCE];
  }

  double seen(int i) {
    return values[i * STRIDE + SEEN];
  }

  double expected(int i) {
    return values[i * STRIDE + EXPECTED];
  }

  double weight(int i) {
    return values[i * STRIDE + WEIGHT];
  }

  double othersSeen(int i) {
    return values[i * STRIDE + OTHERS_SEEN];
  }

  double othersExpected(int i) {
    return values[i * STRIDE + OTHERS_EXPECTED];
  }
}
