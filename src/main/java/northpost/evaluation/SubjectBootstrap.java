package northpost.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * 95 % intervals by drawing subjects with replacement. Subjects and not pairs, because the pairs of
 * one person are alike: pairs drawn one by one would make the intervals too narrow.
 */
public final class SubjectBootstrap {
  private static final double LOWER = 0.025;
  private static final double UPPER = 0.975;

  private final int draws;
  private final long seed;

  public SubjectBootstrap(int draws, long seed) {
    this.draws = draws;
    this.seed = seed;
  }

  /**
   * The interval of a figure; a draw without any mated or non-mated pair is drawn again. The same
   * pairs in the same order give the same interval.
   */
  public Interval interval(List<ScoredPair> pairs, ToDoubleFunction<ErrorRates> figure) {
    List<ScoredPair> sorted = ErrorRates.sorted(pairs);
    List<String> subjects =
        pairs.stream()
            .flatMap(pair -> Stream.of(pair.subjectA(), pair.subjectB()))
            .distinct()
            .sorted()
            .toList();
    Random random = new Random(seed);
    double[] figures = new double[draws];
    for (int draw = 0; draw < draws; ) {
      Map<String, Integer> times = new HashMap<>();
      for (int i = 0; i < subjects.size(); i++) {
        times.merge(subjects.get(random.nextInt(subjects.size())), 1, Integer::sum);
      }
      if (hasBothKinds(sorted, times)) {
        figures[draw] = figure.applyAsDouble(ErrorRates.ofSorted(sorted, p -> weight(p, times)));
        draw++;
      }
    }
    Arrays.sort(figures);
    return new Interval(
        figures[(int) Math.floor(LOWER * (draws - 1))],
        figures[(int) Math.ceil(UPPER * (draws - 1))]);
  }

  /** How often a pair occurs when each subject occurs so many times. */
  private static double weight(ScoredPair pair, Map<String, Integer> times) {
    int a = times.getOrDefault(pair.subjectA(), 0);
    return pair.subjectA().equals(pair.subjectB())
        ? a
        : (double) a * times.getOrDefault(pair.subjectB(), 0);
  }

  private static boolean hasBothKinds(List<ScoredPair> pairs, Map<String, Integer> times) {
    boolean mated = pairs.stream().anyMatch(p -> p.mated() && weight(p, times) > 0);
    return mated && pairs.stream().anyMatch(p -> !p.mated() && weight(p, times) > 0);
  }
}
