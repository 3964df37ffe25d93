package northpost.synthetic;

/** A surface as a grid of points, rows × columns, each cell two triangles. Millimetres. */
final class GridMesh {
  final int rows;
  final int columns;
  final Material material;

  /** Whether it turns with the head; the shoulders stay. */
  final boolean turnsWithHead;

  final double[] x;
  final double[] y;
  final double[] z;

  /** Where this is negative the surface is not there; null when it is there everywhere. */
  final double[] coverage;

  GridMesh(int rows, int columns, Material material, boolean turnsWithHead, boolean withCoverage) {
    this.rows = rows;
    this.columns = columns;
    this.material = material;
    this.turnsWithHead = turnsWithHead;
    x = new double[rows * columns];
    y = new double[rows * columns];
    z = new double[rows * columns];
    coverage = withCoverage ? new double[rows * columns] : null;
  }

  void set(int row, int column, double px, double py, double pz) {
    int i = row * columns + column;
    x[i] = px;
    y[i] = py;
    z[i] = pz;
  }
}
