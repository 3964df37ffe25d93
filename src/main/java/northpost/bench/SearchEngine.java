package northpost.bench;

/** One way to find all references within a distance. Safe for several threads. */
public interface SearchEngine {
  /** As it appears in the table. */
  String name();

  /** Probes it is given together. */
  int batch();

  /** Finds references; what it finds may be incomplete if the engine is approximate. */
  void search(float[][] probes, double maximumSquaredDistance, Found found);

  /** Bytes a reference, everything it needs to search; −1 when not known. */
  double bytesPerReference();

  /** Takes what an engine finds. */
  @FunctionalInterface
  interface Found {
    /** Distance is NaN when the engine does not compute the reference distance. */
    void found(int probe, int reference, float squaredDistance);
  }
}
