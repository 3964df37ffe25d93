package northpost.bench;

/**
 * Brute force with the very bits of the reference distance, and several times its speed: every
 * reference's four partial sums are added in the same order, many references side by side. It is
 * the truth of the measurement.
 */
final class ColumnScan implements SearchEngine {
  private static final int ROWS = 256;
  private static final int SUMS = 4;

  private final int dimension;
  private final int references;
  private final float[][][] blocks;
  private final int batch;

  ColumnScan(SearchData data, int batch) {
    dimension = data.dimension();
    references = data.references();
    this.batch = batch;
    blocks = new float[(references + ROWS - 1) / ROWS][dimension][ROWS];
    for (int n = 0; n < references; n++) {
      for (int i = 0; i < dimension; i++) {
        blocks[n / ROWS][i][n % ROWS] = data.vectors()[n * dimension + i];
      }
    }
  }

  @Override
  public String name() {
    return "brute force, columns, plain Java";
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public double bytesPerReference() {
    return (double) Float.BYTES * dimension;
  }

  @Override
  public void search(float[][] probes, double maximumSquaredDistance, Found found) {
    float[][] sums = new float[SUMS][ROWS];
    for (int b = 0; b < blocks.length; b++) {
      int rows = Math.min(ROWS, references - b * ROWS);
      for (int p = 0; p < probes.length; p++) {
        add(blocks[b], probes[p], sums);
        total(sums);
        float[] total = sums[0];
        for (int row = 0; row < rows; row++) {
          if (total[row] <= maximumSquaredDistance) {
            found.found(p, b * ROWS + row, total[row]);
          }
        }
      }
    }
  }

  private void add(float[][] columns, float[] probe, float[][] sums) {
    for (float[] sum : sums) {
      java.util.Arrays.fill(sum, 0);
    }
    int whole = dimension & ~(SUMS - 1);
    for (int i = 0; i < dimension; i++) {
      add(columns[i], probe[i], sums[i < whole ? i % SUMS : 0]);
    }
  }

  private static void add(float[] column, float value, float[] sum) {
    for (int row = 0; row < ROWS; row++) {
      float d = value - column[row];
      sum[row] += d * d;
    }
  }

  private static void total(float[][] sums) {
    float[] s0 = sums[0];
    float[] s1 = sums[1];
    float[] s2 = sums[2];
    float[] s3 = sums[3];
    for (int row = 0; row < ROWS; row++) {
      s0[row] = (s0[row] + s1[row]) + (s2[row] + s3[row]);
    }
  }
}
