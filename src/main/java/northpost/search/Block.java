package northpost.search;

/**
 * A fixed number of rows side by side: their vectors one after another, their codes by column, so
 * that one operation works on the same coordinate of many references.
 */
final class Block {
  static final int ROWS = 128;

  /** Words of a set of rows. */
  static final int WORDS = ROWS / Long.SIZE;

  private final float[] vectors;
  private final long[] taken = new long[WORDS];

  /** Null until there is a screen. */
  private byte[] codes;

  /** Minus half the squared norm of the codes; minus infinity where nothing is. */
  private float[] values;

  private double codeError;

  Block(int dimension) {
    vectors = new float[ROWS * dimension];
  }

  float[] vectors() {
    return vectors;
  }

  /** Bit r % 64 of word r / 64 says whether row r is taken. */
  long taken(int word) {
    return taken[word];
  }

  boolean isTaken(int row) {
    return (taken[row / Long.SIZE] >>> row & 1) != 0;
  }

  boolean isEmpty() {
    long any = 0;
    for (long word : taken) {
      any |= word;
    }
    return any == 0;
  }

  byte[] codes() {
    return codes;
  }

  float[] values() {
    return values;
  }

  /** No code of this block is further than this from what it stands for. */
  double codeError() {
    return codeError;
  }

  void take(int row, float[] vector) {
    System.arraycopy(vector, 0, vectors, row * vector.length, vector.length);
    taken[row / Long.SIZE] |= 1L << row;
  }

  void release(int row) {
    taken[row / Long.SIZE] &= ~(1L << row);
    if (values != null) {
      values[row] = Float.NEGATIVE_INFINITY;
    }
  }

  /** Makes room for the codes of a screen and forgets those of another. */
  void clearCodes(int columns, double leastError) {
    codes = new byte[columns * ROWS];
    values = new float[ROWS];
    java.util.Arrays.fill(values, Float.NEGATIVE_INFINITY);
    codeError = leastError;
  }

  void setCode(int column, int row, byte code) {
    codes[column * ROWS + row] = code;
  }

  void setScreened(int row, float value, double error) {
    values[row] = value;
    codeError = Math.max(codeError, error);
  }

  long bytes() {
    long screened = codes == null ? 0 : codes.length + 4L * ROWS;
    return 4L * vectors.length + 8L * WORDS + screened;
  }
}
