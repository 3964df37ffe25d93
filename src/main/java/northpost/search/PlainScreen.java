package northpost.search;

import java.util.Arrays;

/** The kernel in plain Java: loops over columns that the compiler turns into vector operations. */
final class PlainScreen implements ScreenKernel {
  private static final int TOGETHER = 4;

  @Override
  public String name() {
    return "plain Java";
  }

  @Override
  public Scratch scratch(int probes, int columns) {
    int padded = (columns + TOGETHER - 1) / TOGETHER * TOGETHER;
    return new Columns(new float[padded][Block.ROWS], new float[Block.ROWS], new float[padded]);
  }

  @Override
  public void screen(
      Block block, float[] weights, float[] cuts, int probes, Scratch scratch, long[] survivors) {
    Columns columns = (Columns) scratch;
    int count = weights.length / cuts.length;
    for (int k = 0; k < count; k++) {
      decode(block.codes(), k * Block.ROWS, columns.decoded()[k]);
    }
    Arrays.fill(survivors, 0, probes * Block.WORDS, 0);
    for (int p = 0; p < probes; p++) {
      System.arraycopy(weights, p * count, columns.weights(), 0, count);
      score(block.values(), columns);
      mark(columns.sums(), cuts[p], survivors, p * Block.WORDS);
    }
  }

  private static void decode(byte[] codes, int from, float[] to) {
    for (int i = 0; i < Block.ROWS; i++) {
      to[i] = codes[from + i];
    }
  }

  private static void score(float[] values, Columns columns) {
    float[] sums = columns.sums();
    System.arraycopy(values, 0, sums, 0, Block.ROWS);
    float[][] decoded = columns.decoded();
    float[] weights = columns.weights();
    for (int k = 0; k < decoded.length; k += TOGETHER) {
      addFour(
          sums,
          decoded[k],
          decoded[k + 1],
          decoded[k + 2],
          decoded[k + 3],
          weights[k],
          weights[k + 1],
          weights[k + 2],
          weights[k + 3]);
    }
  }

  /** A method of its own, and one array a column: only so does C2 vectorise the loop. */
  private static void addFour(
      float[] sums,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float wa,
      float wb,
      float wc,
      float wd) {
    for (int i = 0; i < Block.ROWS; i++) {
      sums[i] += (wa * a[i] + wb * b[i]) + (wc * c[i] + wd * d[i]);
    }
  }

  private static void mark(float[] sums, float cut, long[] survivors, int word) {
    for (int i = 0; i < Block.ROWS; i++) {
      if (sums[i] >= cut) {
        survivors[word + i / Long.SIZE] |= 1L << i;
      }
    }
  }

  /** Decoded columns, the values of one probe, and its weights; columns padded with zeros. */
  private record Columns(float[][] decoded, float[] sums, float[] weights) implements Scratch {}
}
