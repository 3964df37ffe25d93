package northpost.bench;

/** The plain Java loop, as one would write it. */
public final class RowLoop implements SearchEngine {
  private final VectorRows rows;

  public RowLoop(SearchData data) {
    this(VectorRows.of(data));
  }

  RowLoop(VectorRows rows) {
    this.rows = rows;
  }

  @Override
  public String name() {
    return "plain Java loop";
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public double bytesPerReference() {
    return (double) Float.BYTES * rows.dimension();
  }

  @Override
  public void search(float[][] probes, double maximumSquaredDistance, Found found) {
    for (int p = 0; p < probes.length; p++) {
      for (int array = 0; array < rows.arrayCount(); array++) {
        search(probes[p], p, array, maximumSquaredDistance, found);
      }
    }
  }

  private void search(float[] probe, int p, int array, double maximumSquaredDistance, Found found) {
    float[] vectors = rows.arrays().apply(array);
    int count = rows.rowsOf(array);
    for (int n = 0; n < count; n++) {
      int from = n * probe.length;
      float sum = 0;
      for (int i = 0; i < probe.length; i++) {
        float d = probe[i] - vectors[from + i];
        sum += d * d;
      }
      if (sum <= maximumSquaredDistance) {
        found.found(p, array * rows.rows() + n, Float.NaN);
      }
    }
  }
}
