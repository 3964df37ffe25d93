package northpost.synthetic;

import static northpost.synthetic.Curves.bump;

/** Builds one ear: a flattened ball, dented inside its rim. */
final class EarMesh {
  private static final int SIZE = 30;

  private EarMesh() {}

  /**
   * @param side -1 for the left of the picture, 1 for the right
   */
  static GridMesh of(RenderedIdentity identity, SkullProfile skull, int side) {
    double size = identity.head.earSize();
    double sine = Math.sin(identity.head.earAngle());
    double cosine = Math.cos(identity.head.earAngle());
    double headWidth = skull.halfWidth(-12);
    GridMesh mesh = new GridMesh(SIZE, SIZE, Material.SKIN, true, false);
    for (int row = 0; row < SIZE; row++) {
      double down = Math.PI * row / (SIZE - 1);
      double widerAtTop = 1 + .12 * Math.cos(down);
      for (int column = 0; column < SIZE; column++) {
        double around = 2 * Math.PI * column / (SIZE - 1) * side;
        double dent = 1 - .5 * bump(Math.cos(around) - .2, Math.cos(down), .4, .5);
        double thickness = 4.5 * Math.sin(down) * Math.sin(around) * dent;
        double height = 31 * size * Math.cos(down);
        double breadth = 17 * size * widerAtTop * Math.sin(down) * Math.cos(around);
        mesh.set(
            row,
            column,
            side * (headWidth + 3 + thickness * cosine - breadth * sine),
            height - 10,
            -6 + thickness * sine + breadth * cosine + .12 * height);
      }
    }
    return mesh;
  }
}
