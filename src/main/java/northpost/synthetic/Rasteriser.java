package northpost.synthetic;

/** Draws grid meshes into a {@link GeometryBuffer}; what is nearer to the camera wins. */
final class Rasteriser {
  private static final double LEAST_AREA = 1e-9;

  private final View view;
  private final GeometryBuffer buffer;

  Rasteriser(View view, GeometryBuffer buffer) {
    this.view = view;
    this.buffer = buffer;
  }

  void draw(GridMesh mesh) {
    double[] projected = new double[3 * mesh.x.length];
    float[] normals = new float[3 * mesh.x.length];
    for (int row = 0; row < mesh.rows; row++) {
      for (int column = 0; column < mesh.columns; column++) {
        int i = row * mesh.columns + column;
        view.project(mesh.x[i], mesh.y[i], mesh.z[i], mesh.turnsWithHead, projected, 3 * i);
        normal(mesh, row, column, normals, 3 * i);
      }
    }
    Triangles triangles = new Triangles(mesh, projected, normals);
    for (int row = 0; row + 1 < mesh.rows; row++) {
      for (int column = 0; column + 1 < mesh.columns; column++) {
        int a = row * mesh.columns + column;
        int below = a + mesh.columns;
        triangles.draw(a, a + 1, below);
        triangles.draw(a + 1, below + 1, below);
      }
    }
  }

  /** Across the neighbours on both sides. */
  private void normal(GridMesh m, int row, int column, float[] out, int at) {
    int left = row * m.columns + Math.max(0, column - 1);
    int right = row * m.columns + Math.min(m.columns - 1, column + 1);
    int above = Math.max(0, row - 1) * m.columns + column;
    int below = Math.min(m.rows - 1, row + 1) * m.columns + column;
    double ax = m.x[right] - m.x[left];
    double ay = m.y[right] - m.y[left];
    double az = m.z[right] - m.z[left];
    double bx = m.x[above] - m.x[below];
    double by = m.y[above] - m.y[below];
    double bz = m.z[above] - m.z[below];
    double x = ay * bz - az * by;
    double y = az * bx - ax * bz;
    double z = ax * by - ay * bx;
    double length = Math.max(1e-9, Math.sqrt(x * x + y * y + z * z));
    view.turnDirection(x / length, y / length, z / length, m.turnsWithHead, out, at);
  }

  /** The triangles of one mesh. */
  private final class Triangles {
    private final GridMesh mesh;
    private final double[] projected;
    private final float[] normals;

    Triangles(GridMesh mesh, double[] projected, float[] normals) {
      this.mesh = mesh;
      this.projected = projected;
      this.normals = normals;
    }

    void draw(int a, int b, int c) {
      double ax = projected[3 * a];
      double ay = projected[3 * a + 1];
      double bx = projected[3 * b];
      double by = projected[3 * b + 1];
      double cx = projected[3 * c];
      double cy = projected[3 * c + 1];
      double area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
      if (Math.abs(area) < LEAST_AREA || absent(a, b, c)) {
        return;
      }
      int left = (int) Math.max(0, Math.ceil(Math.min(ax, Math.min(bx, cx))));
      int right = (int) Math.min(View.WIDTH - 1, Math.floor(Math.max(ax, Math.max(bx, cx))));
      int top = (int) Math.max(0, Math.ceil(Math.min(ay, Math.min(by, cy))));
      int bottom = (int) Math.min(View.HEIGHT - 1, Math.floor(Math.max(ay, Math.max(by, cy))));
      double inverse = 1 / area;
      for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
          double shareB = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) * inverse;
          double shareC = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) * inverse;
          double shareA = 1 - shareB - shareC;
          if (shareA >= 0 && shareB >= 0 && shareC >= 0) {
            plot(y * View.WIDTH + x, a, b, c, shareA, shareB, shareC);
          }
        }
      }
    }

    private boolean absent(int a, int b, int c) {
      return mesh.coverage != null
          && mesh.coverage[a] < 0
          && mesh.coverage[b] < 0
          && mesh.coverage[c] < 0;
    }

    private void plot(int pixel, int a, int b, int c, double wa, double wb, double wc) {
      if (mesh.coverage != null
          && wa * mesh.coverage[a] + wb * mesh.coverage[b] + wc * mesh.coverage[c] < 0) {
        return;
      }
      double depth =
          wa * projected[3 * a + 2] + wb * projected[3 * b + 2] + wc * projected[3 * c + 2];
      if (buffer.drawn(pixel) && depth <= buffer.depth[pixel]) {
        return;
      }
      buffer.depth[pixel] = (float) depth;
      buffer.material[pixel] = (byte) mesh.material.ordinal();
      int p = 3 * pixel;
      buffer.place[p] = (float) (wa * mesh.x[a] + wb * mesh.x[b] + wc * mesh.x[c]);
      buffer.place[p + 1] = (float) (wa * mesh.y[a] + wb * mesh.y[b] + wc * mesh.y[c]);
      buffer.place[p + 2] = (float) (wa * mesh.z[a] + wb * mesh.z[b] + wc * mesh.z[c]);
      for (int k = 0; k < 3; k++) {
        buffer.normal[p + k] =
            (float) (wa * normals[3 * a + k] + wb * normals[3 * b + k] + wc * normals[3 * c + k]);
      }
    }
  }
}
