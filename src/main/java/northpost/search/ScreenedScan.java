package northpost.search;

import java.util.Arrays;
import java.util.List;

/** One pass of some probes over all blocks: screen each block, compare what is left. */
final class ScreenedScan {
  private final ScreenKernel kernel;
  private final ScreenBound bound;
  private final float[][] probes;
  private final int from;
  private final int count;
  private final Answers answers;
  private final ScreenKernel.Scratch scratch;
  private final float[] weights;
  private final double[] squaredNorms;
  private final long[] survivors;

  private final float[] cuts;
  private final double[] cutLimits;
  private double cutError = Double.NaN;

  ScreenedScan(
      Screen screen,
      ScreenBound bound,
      ScreenKernel kernel,
      float[][] probes,
      int from,
      int to,
      Answers answers) {
    this.kernel = kernel;
    this.bound = bound;
    this.probes = probes;
    this.from = from;
    this.answers = answers;
    count = to - from;
    int columns = screen.columns();
    scratch = kernel.scratch(count, columns);
    weights = new float[count * columns];
    squaredNorms = new double[count];
    survivors = new long[count * Block.WORDS];
    cuts = new float[count];
    cutLimits = new double[count];
    for (int p = 0; p < count; p++) {
      Screen.Question question = screen.question(probes[from + p]);
      System.arraycopy(question.weights(), 0, weights, p * columns, columns);
      squaredNorms[p] = question.squaredNorm();
    }
  }

  long over(List<Block> blocks) {
    long compared = 0;
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      if (block.isEmpty()) {
        continue;
      }
      setCuts(block.codeError());
      kernel.screen(block, weights, cuts, count, scratch, survivors);
      for (int p = 0; p < count; p++) {
        for (int word = 0; word < Block.WORDS; word++) {
          long rows = survivors[p * Block.WORDS + word];
          if (rows != 0) {
            compare(block, b * Block.ROWS, word * Long.SIZE, rows, from + p);
            compared += Long.bitCount(rows);
          }
        }
      }
    }
    return compared;
  }

  /** Most blocks have the same error and most limits stay, so that cuts are seldom computed. */
  private void setCuts(double error) {
    if (error != cutError) {
      Arrays.fill(cutLimits, Double.NaN);
      cutError = error;
    }
    for (int p = 0; p < count; p++) {
      double limit = answers.limit(from + p);
      if (limit != cutLimits[p]) {
        cutLimits[p] = limit;
        cuts[p] =
            limit < 0
                ? Float.POSITIVE_INFINITY
                : bound.cut(squaredNorms[p], bound.reach(limit), error);
      }
    }
  }

  private void compare(Block block, int firstSlot, int firstRow, long rows, int probe) {
    float[] vector = probes[probe];
    for (long left = rows; left != 0; left &= left - 1) {
      int row = firstRow + Long.numberOfTrailingZeros(left);
      double limit = answers.limit(probe);
      float distance =
          ReferenceDistance.squared(vector, block.vectors(), row * vector.length, limit);
      if (distance <= limit) {
        answers.offer(probe, firstSlot + row, distance);
      }
    }
  }
}
