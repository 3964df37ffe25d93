package northpost.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReferenceDistanceTest {
  @Test
  void addsInOneFixedOrder() {
    for (int dimension : new int[] {1, 3, 4, 5, 64, 127, 128, 512}) {
      float[][] vectors = new UnitVectorSets(dimension).even(2, dimension);
      float[] sums = new float[4];
      for (int i = 0; i < dimension; i++) {
        float d = vectors[0][i] - vectors[1][i];
        sums[i < dimension / 4 * 4 ? i % 4 : 0] += d * d;
      }
      assertThat(ReferenceDistance.squared(vectors[0], vectors[1]))
          .isEqualTo((sums[0] + sums[1]) + (sums[2] + sums[3]));
    }
  }

  @Test
  void isNearTheDistanceInDoublePrecision() {
    float[][] vectors = new UnitVectorSets(1).even(2, 128);
    double sum = 0;
    for (int i = 0; i < 128; i++) {
      sum += Math.pow((double) vectors[0][i] - vectors[1][i], 2);
    }
    assertThat((double) ReferenceDistance.squared(vectors[0], vectors[1]))
        .isEqualTo(sum, within(1e-6));
  }

  @Test
  void stoppingEarlyChangesNothingUpToTheLimit() {
    UnitVectorSets draw = new UnitVectorSets(9);
    float[] probe = draw.even(1, 128)[0];
    for (int n = 0; n < 500; n++) {
      float[] reference = draw.near(probe, .3 + n * 1e-4);
      float whole = ReferenceDistance.squared(probe, reference);
      for (double limit : new double[] {Math.nextDown(whole), whole, Math.nextUp(whole), .1}) {
        float stopped = ReferenceDistance.squared(probe, reference, 0, limit);
        if (whole <= limit) {
          assertThat(stopped).isEqualTo(whole);
        } else {
          assertThat((double) stopped).isGreaterThan(limit);
        }
      }
    }
  }

  @Test
  void refusesVectorsOfTwoLengths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReferenceDistance.squared(new float[3], new float[4]))
        .withMessage("distance of vectors of length 3 and 4: expected the same length");
  }
}
