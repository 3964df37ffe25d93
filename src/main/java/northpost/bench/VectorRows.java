package northpost.bench;

import java.util.Arrays;
import java.util.function.IntFunction;
import northpost.search.ExactIndex;

/**
 * References by rows, in arrays of the same number of rows each: whole in one, or where an index
 * keeps them, so that no second copy is needed beside it.
 *
 * @param rows references held by an array
 * @param arrays by number, from 0
 */
record VectorRows(int dimension, int references, int rows, IntFunction<float[]> arrays) {
  static VectorRows of(SearchData data) {
    return new VectorRows(
        data.dimension(), data.references(), data.references(), number -> data.vectors());
  }

  /** The index's own arrays; its slots must be taken without a gap. */
  static VectorRows of(ExactIndex index) {
    return new VectorRows(
        index.dimension(), index.size(), ExactIndex.ROWS_OF_AN_ARRAY, index::vectors);
  }

  /** How many of the rows of an array are references: all but in the last. */
  int rowsOf(int array) {
    return Math.min(rows, references - array * rows);
  }

  int arrayCount() {
    return (references + rows - 1) / rows;
  }

  /** A copy of one reference. */
  float[] reference(int number) {
    int from = number % rows * dimension;
    return Arrays.copyOfRange(arrays.apply(number / rows), from, from + dimension);
  }
}
