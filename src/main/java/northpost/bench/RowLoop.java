package northpost.bench;

/** The plain Java loop, as one would write it. */
public final class RowLoop implements SearchEngine {
  private final SearchData data;

  public RowLoop(SearchData data) {
    this.data = data;
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
    return (double) Float.BYTES * data.dimension();
  }

  @Override
  public void search(float[][] probes, double maximumSquaredDistance, Found found) {
    for (int p = 0; p < probes.length; p++) {
      search(probes[p], p, maximumSquaredDistance, found);
    }
  }

  private void search(float[] probe, int p, double maximumSquaredDistance, Found found) {
    float[] vectors = data.vectors();
    int references = data.references();
    for (int n = 0; n < references; n++) {
      int from = n * probe.length;
      float sum = 0;
      for (int i = 0; i < probe.length; i++) {
        float d = probe[i] - vectors[from + i];
        sum += d * d;
      }
      if (sum <= maximumSquaredDistance) {
        found.found(p, n, Float.NaN);
      }
    }
  }
}
