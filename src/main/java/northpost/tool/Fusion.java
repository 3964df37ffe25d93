package northpost.tool;

import java.util.List;
import northpost.domain.ComparisonScore;

/** How the references of one subject become one comparison score of a probe with the subject. */
enum Fusion {
  /** The first alone: what one reference is worth. */
  ONE_REFERENCE("one reference") {
    @Override
    double score(float[] probe, List<float[]> references) {
      return ComparisonScore.of(probe, references.get(0));
    }
  },

  /** What the gallery does. */
  BEST_SCORE("best score") {
    @Override
    double score(float[] probe, List<float[]> references) {
      return ranked(probe, references)[references.size() - 1];
    }
  },

  /**
   * One reference that fits by chance, or that was enrolled to the wrong subject, is not enough.
   */
  SECOND_BEST_SCORE("second best score") {
    @Override
    double score(float[] probe, List<float[]> references) {
      return ranked(probe, references)[references.size() - 2];
    }
  },

  MEAN_SCORE("mean score") {
    @Override
    double score(float[] probe, List<float[]> references) {
      return references.stream()
          .mapToDouble(reference -> ComparisonScore.of(probe, reference))
          .average()
          .orElseThrow();
    }
  },

  /** The mean vector, brought back to length 1. */
  MEAN_TEMPLATE("mean template") {
    @Override
    double score(float[] probe, List<float[]> references) {
      return ComparisonScore.of(probe, mean(references));
    }
  };

  private final String label;

  Fusion(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /**
   * The score of a probe with a subject.
   *
   * @param references unit-length templates of the subject, two or more
   */
  abstract double score(float[] probe, List<float[]> references);

  private static double[] ranked(float[] probe, List<float[]> references) {
    return references.stream()
        .mapToDouble(reference -> ComparisonScore.of(probe, reference))
        .sorted()
        .toArray();
  }

  private static float[] mean(List<float[]> references) {
    double[] sum = new double[references.get(0).length];
    for (float[] reference : references) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += reference[i];
      }
    }
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    // Opposite templates have no mean direction: then all is at distance 1, score 0.5.
    double length = squares > 0 ? Math.sqrt(squares) : 1;
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / length);
    }
    return mean;
  }
}
