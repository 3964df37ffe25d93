package northpost.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The error rates of a set of scores at every threshold that makes a difference. A pair matches
 * when its score is at or above the threshold. A threshold lies half way between two scores that
 * occur: on them any place between is the same, and on others the middle is the safest.
 */
public final class ErrorRates {
  private final List<OperatingPoint> points;

  private ErrorRates(List<OperatingPoint> points) {
    this.points = points;
  }

  /**
   * The rates where every pair counts once.
   *
   * @throws IllegalArgumentException when there is no mated or no non-mated pair
   */
  public static ErrorRates of(List<ScoredPair> pairs) {
    return ofSorted(sorted(pairs), pair -> 1);
  }

  static List<ScoredPair> sorted(List<ScoredPair> pairs) {
    return pairs.stream().sorted(Comparator.comparingDouble(ScoredPair::score)).toList();
  }

  /**
   * The rates where a pair counts as often as its weight says.
   *
   * @param pairs by ascending score
   */
  static ErrorRates ofSorted(List<ScoredPair> pairs, ToDoubleFunction<ScoredPair> weight) {
    double mated = 0;
    double nonMated = 0;
    for (ScoredPair pair : pairs) {
      if (pair.mated()) {
        mated += weight.applyAsDouble(pair);
      } else {
        nonMated += weight.applyAsDouble(pair);
      }
    }
    if (mated == 0 || nonMated == 0) {
      throw new IllegalArgumentException(
          "got " + mated + " mated and " + nonMated + " non-mated pairs, expected both above 0");
    }
    List<OperatingPoint> points = new ArrayList<>();
    double matedBelow = 0;
    double nonMatedBelow = 0;
    double previous = 0;
    int i = 0;
    while (i < pairs.size()) {
      double score = pairs.get(i).score();
      points.add(
          new OperatingPoint(
              between(previous, score), (nonMated - nonMatedBelow) / nonMated, matedBelow / mated));
      previous = score;
      for (; i < pairs.size() && pairs.get(i).score() == score; i++) {
        if (pairs.get(i).mated()) {
          matedBelow += weight.applyAsDouble(pairs.get(i));
        } else {
          nonMatedBelow += weight.applyAsDouble(pairs.get(i));
        }
      }
    }
    points.add(new OperatingPoint(Math.nextUp(previous), 0, 1));
    return new ErrorRates(points);
  }

  /** Half way, but above the lower: the next double may be all that lies between. */
  private static double between(double lower, double upper) {
    double middle = (lower + upper) / 2;
    return middle > lower ? middle : upper;
  }

  /** Every threshold in ascending order: the points of the DET curve. */
  public List<OperatingPoint> points() {
    return points;
  }

  /** Where FMR and FNMR are closest. */
  public OperatingPoint equalErrorPoint() {
    OperatingPoint best = points.get(0);
    for (OperatingPoint point : points) {
      if (difference(point) < difference(best)) {
        best = point;
      }
    }
    return best;
  }

  /** The equal error rate: the mean of FMR and FNMR where they are closest. */
  public double equalErrorRate() {
    OperatingPoint point = equalErrorPoint();
    return (point.fmr() + point.fnmr()) / 2;
  }

  /** The lowest threshold whose FMR is at most the given one. */
  public OperatingPoint atFmr(double fmr) {
    return points.stream().filter(point -> point.fmr() <= fmr).findFirst().orElseThrow();
  }

  private static double difference(OperatingPoint point) {
    return Math.abs(point.fmr() - point.fnmr());
  }
}
