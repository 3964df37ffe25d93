package northpost.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Builds the frame of a pair of glasses from tubes: two rims, two temples, a bridge. */
final class GlassesMesh {
  private static final int RIM_POINTS = 60;
  private static final int AROUND_TUBE = 9;
  private static final double TUBE_RADIUS = 1.5;

  /** The rim is a superellipse of this power: between an ellipse and a rectangle. */
  private static final double RIM_POWER = 3;

  /** How fast the frame bends backward away from the nose. */
  private static final double BEND = .12;

  private final RenderedIdentity.Glasses glasses;
  private final double rimX;
  private final double headHalfWidth;
  private final double z;

  GlassesMesh(RenderedIdentity identity, SkullProfile skull) {
    glasses = identity.glasses;
    rimX = identity.eyes.x() + 1.5;
    headHalfWidth = identity.head.halfWidth();
    z = skull.front(0) + Math.max(6, identity.nose.bridge()) - 2;
  }

  List<GridMesh> build() {
    List<GridMesh> tubes = new ArrayList<>();
    for (int side = -1; side <= 1; side += 2) {
      tubes.add(tube(rim(side)));
      tubes.add(tube(temple(side)));
    }
    double inner = rimX - glasses.halfWidth();
    double y = glasses.y();
    tubes.add(tube(new double[][] {{-inner, y + 4, z}, {0, y + 6, z + 1}, {inner, y + 4, z}}));
    return tubes;
  }

  private double[][] rim(int side) {
    double[][] line = new double[RIM_POINTS][];
    for (int i = 0; i < RIM_POINTS; i++) {
      double t = 2 * Math.PI * i / (RIM_POINTS - 1);
      double a = Math.cos(t);
      double b = Math.sin(t);
      double reach =
          Math.pow(
              Math.pow(Math.abs(a), RIM_POWER) + Math.pow(Math.abs(b), RIM_POWER), -1 / RIM_POWER);
      double x = side * rimX + a * reach * glasses.halfWidth();
      line[i] =
          new double[] {x, glasses.y() + b * reach * glasses.halfHeight(), z - Math.abs(x) * BEND};
    }
    return line;
  }

  private double[][] temple(int side) {
    double outer = rimX + glasses.halfWidth();
    double atHead = side * (headHalfWidth + 4);
    double y = glasses.y() + 6;
    return new double[][] {{side * outer, y, z - outer * BEND}, {atHead, y, 40}, {atHead, 0, -10}};
  }

  private static GridMesh tube(double[][] line) {
    GridMesh mesh = new GridMesh(line.length, AROUND_TUBE, Material.FRAME, true, false);
    for (int row = 0; row < line.length; row++) {
      double[] before = line[Math.max(0, row - 1)];
      double[] after = line[Math.min(line.length - 1, row + 1)];
      double alongX = after[0] - before[0];
      double alongY = after[1] - before[1];
      double length = Math.max(1e-6, Math.hypot(alongX, alongY));
      for (int column = 0; column < AROUND_TUBE; column++) {
        double t = 2 * Math.PI * column / (AROUND_TUBE - 1);
        double outward = TUBE_RADIUS * Math.cos(t);
        mesh.set(
            row,
            column,
            line[row][0] - alongY / length * outward,
            line[row][1] + alongX / length * outward,
            line[row][2] + TUBE_RADIUS * Math.sin(t));
      }
    }
    return mesh;
  }
}
