package northpost.bench;

import northpost.search.ReferenceDistance;

/**
 * Brute force by the reference distance itself, row by row. It needs no array of its own: it is the
 * truth where a copy of the references by column would not fit into the memory.
 */
final class RowScan implements SearchEngine {
  private final VectorRows rows;

  RowScan(VectorRows rows) {
    this.rows = rows;
  }

  @Override
  public String name() {
    return "brute force, rows, plain Java";
  }

  /** As many as shall share one reading of the references. */
  @Override
  public int batch() {
    return 32;
  }

  @Override
  public double bytesPerReference() {
    return (double) Float.BYTES * rows.dimension();
  }

  @Override
  public void search(float[][] probes, double maximumSquaredDistance, Found found) {
    for (int array = 0; array < rows.arrayCount(); array++) {
      float[] vectors = rows.arrays().apply(array);
      for (int row = 0; row < rows.rowsOf(array); row++) {
        int reference = array * rows.rows() + row;
        for (int p = 0; p < probes.length; p++) {
          float distance =
              ReferenceDistance.squared(
                  probes[p], vectors, row * rows.dimension(), maximumSquaredDistance);
          if (distance <= maximumSquaredDistance) {
            found.found(p, reference, distance);
          }
        }
      }
    }
  }
}
