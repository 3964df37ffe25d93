package northpost.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps of the derivation in {@link ScreenBound}, each on its own. */
class ScreenTest {
  static Stream<ScreenKernel> kernels() {
    return Stream.of(new PlainScreen(), new VectorScreen());
  }

  @Test
  void theProjectionNeverTakesVectorsFurtherApart() {
    UnitVectorSets draw = new UnitVectorSets(1);
    for (int dimension : new int[] {1, 2, 17, 128}) {
      float[][] learned = draw.cone(300, dimension);
      float[][] others = draw.even(60, dimension);
      Projection projection = Projection.learn(learned, dimension);
      for (float[] a : others) {
        for (float[] b : learned) {
          double apart = distance(a, b);
          double mapped = distance(projection.map(a, 0), projection.map(b, 0));
          assertThat(mapped).isLessThanOrEqualTo(apart * (1 + 1e-10) + 1e-12);
        }
      }
    }
  }

  /** Whatever the number of dimensions and directions leaves over when taken four at a time. */
  @Test
  void theCoordinatesAndTheRestAreAllThereIsOfAVector() {
    UnitVectorSets draw = new UnitVectorSets(9);
    for (int dimension : new int[] {1, 2, 3, 4, 5, 6, 7, 18, 19, 127, 130}) {
      float[][] learned = draw.cone(300, dimension);
      double[] mean = new double[dimension];
      for (float[] vector : learned) {
        for (int i = 0; i < dimension; i++) {
          mean[i] += (double) vector[i] / learned.length;
        }
      }
      Projection projection = Projection.learn(learned, dimension);
      float[] vector = draw.even(1, dimension)[0];
      double squared = 0;
      for (int i = 0; i < dimension; i++) {
        squared += (vector[i] - mean[i]) * (vector[i] - mean[i]);
      }
      double mapped = 0;
      for (double coordinate : projection.map(vector, 0)) {
        mapped += coordinate * coordinate;
      }
      assertThat(mapped)
          .as("dimension %d", dimension)
          .isCloseTo(squared, org.assertj.core.data.Offset.offset(1e-9));
    }
  }

  @Test
  void noTrueDistanceIsBeyondTheReachOfItsReferenceDistance() {
    UnitVectorSets draw = new UnitVectorSets(12);
    for (int dimension : new int[] {1, 3, 128, 512}) {
      ScreenBound bound = new ScreenBound(dimension, 17);
      float[] probe = draw.even(1, dimension)[0];
      for (int n = 0; n < 500; n++) {
        float[] reference = draw.near(probe, .4);
        double reach = bound.reach(ReferenceDistance.squared(probe, reference));
        assertThat(distance(probe, reference)).isLessThanOrEqualTo(reach);
      }
    }
  }

  @Test
  void aSampleOfOnePointIsEnoughToLearnFrom() {
    float[][] same = new float[5][];
    java.util.Arrays.fill(same, new UnitVectorSets(1).even(1, 40)[0]);
    Projection projection = Projection.learn(same, 40);
    assertThat(projection.map(same[0], 0)[projection.directions()]).isLessThan(1e-9);
  }

  @Test
  void aBlockKnowsItsLargestErrorAlsoOfCoordinatesThatWereCut() {
    UnitVectorSets draw = new UnitVectorSets(4);
    Screen screen = Screen.learn(draw.cone(500, 64), 64);
    Block block = new Block(64);
    block.clearCodes(screen.columns(), 0);
    float[][] rows = draw.even(Block.ROWS, 64);
    double largest = 0;
    for (int row = 0; row < Block.ROWS; row++) {
      block.take(row, rows[row]);
      screen.encode(block.vectors(), row * 64, block, row);
      double[] point = screen.projection().map(rows[row], 0);
      point[point.length - 1] -= screen.offset();
      double[] coded = new double[point.length];
      double norm = 0;
      for (int k = 0; k < coded.length; k++) {
        coded[k] = (double) block.codes()[k * Block.ROWS + row] * screen.steps()[k];
        norm += coded[k] * coded[k];
      }
      largest = Math.max(largest, distance(point, coded));
      assertThat(block.values()[row]).isEqualTo((float) (-norm / 2));
    }
    assertThat(block.codeError()).isEqualTo(largest, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(largest).as("some were cut").isGreaterThan(screen.usualError());
  }

  /** A cut at the exact value must keep the row once the bound's allowance is taken off. */
  @ParameterizedTest
  @MethodSource("kernels")
  void theAllowanceForRoundingCoversTheKernel(ScreenKernel kernel) {
    Random random = new Random(6);
    for (int columns : new int[] {2, 16, 33, 57, 65}) {
      for (int probes : new int[] {1, 2, 3, 4, 9}) {
        check(kernel, random, columns, probes);
      }
    }
  }

  private static void check(ScreenKernel kernel, Random random, int columns, int probes) {
    float step = (float) (1.9 / 127 / Math.sqrt(columns));
    Block block = new Block(1);
    block.clearCodes(columns, 0);
    double[] norms = new double[Block.ROWS];
    for (int row = 0; row < Block.ROWS; row++) {
      for (int k = 0; k < columns; k++) {
        byte code = (byte) (random.nextInt(255) - 127);
        block.setCode(k, row, code);
        norms[row] += Math.pow((double) code * step, 2);
      }
      block.setScreened(row, (float) (-norms[row] / 2), 0);
    }
    float[] weights = new float[columns * probes];
    double[][] points = new double[probes][columns];
    for (int p = 0; p < probes; p++) {
      for (int k = 0; k < columns; k++) {
        points[p][k] = (random.nextDouble() - .5) * 2 / Math.sqrt(columns);
        weights[p * columns + k] = (float) (points[p][k] * step);
      }
    }
    ScreenBound bound = new ScreenBound(1, columns);
    long[] survivors = new long[probes * Block.WORDS];
    float[] cuts = new float[probes];
    for (int row = 0; row < Block.ROWS; row++) {
      for (int p = 0; p < probes; p++) {
        double squared = 0;
        double norm = 0;
        for (int k = 0; k < columns; k++) {
          double coded = (double) block.codes()[k * Block.ROWS + row] * step;
          squared += Math.pow(coded - points[p][k], 2);
          norm += Math.pow(points[p][k], 2);
        }
        cuts[p] = bound.cut(norm, Math.sqrt(squared), 0);
      }
      kernel.screen(block, weights, cuts, probes, kernel.scratch(probes, columns), survivors);
      for (int p = 0; p < probes; p++) {
        long word = survivors[p * Block.WORDS + row / Long.SIZE];
        assertThat(word >>> row & 1).as("row %s of probe %s", row, p).isEqualTo(1);
      }
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow((double) a[i] - b[i], 2);
    }
    return Math.sqrt(sum);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow(a[i] - b[i], 2);
    }
    return Math.sqrt(sum);
  }
}
