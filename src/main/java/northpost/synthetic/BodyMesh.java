package northpost.synthetic;

import static northpost.synthetic.Curves.mix;
import static northpost.synthetic.Curves.smoothStep;

/** Builds neck and shoulders. */
final class BodyMesh {
  private static final int ROWS = 70;
  private static final int COLUMNS = 90;

  private BodyMesh() {}

  static GridMesh of(RenderedIdentity identity) {
    double neck = identity.head.neckHalfWidth();
    double shoulders = 205 + 20 * identity.build.lean();
    GridMesh mesh = new GridMesh(ROWS, COLUMNS, Material.CLOTH, false, false);
    for (int row = 0; row < ROWS; row++) {
      double y = -50 - 330.0 * row / (ROWS - 1);
      double towardShoulders = smoothStep(-142, -205, y);
      double width = mix(neck + 10 * smoothStep(-110, -145, y), shoulders, towardShoulders);
      double depth = mix(neck, 100, towardShoulders);
      for (int column = 0; column < COLUMNS; column++) {
        double angle = Math.PI * 2 * column / (COLUMNS - 1) - Math.PI;
        double z = -22 + depth * Math.cos(angle) - 25 * towardShoulders;
        mesh.set(row, column, width * Math.sin(angle), y, z);
      }
    }
    return mesh;
  }
}
