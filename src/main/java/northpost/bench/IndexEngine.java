package northpost.bench;

import java.util.Arrays;
import northpost.search.ExactIndex;

/** Our engine. Slots are the numbers of the references, since they are added in order. */
final class IndexEngine implements SearchEngine {
  private final ExactIndex index;
  private final int batch;

  IndexEngine(ExactIndex index, int batch) {
    this.index = index;
    this.batch = batch;
  }

  @Override
  public String name() {
    return "Northpost, " + index.kernel();
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public double bytesPerReference() {
    return (double) index.bytes() / index.size();
  }

  @Override
  public void search(float[][] probes, double maximumSquaredDistance, Found found) {
    double[] limits = new double[probes.length];
    Arrays.fill(limits, maximumSquaredDistance);
    index.within(probes, limits, found::found);
  }
}
