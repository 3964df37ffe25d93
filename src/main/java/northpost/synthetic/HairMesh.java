package northpost.synthetic;

import static northpost.synthetic.Curves.bump;
import static northpost.synthetic.Curves.mix;
import static northpost.synthetic.Curves.smoothStep;

import northpost.synthetic.RenderedIdentity.HairCut;

/** Builds the hair: a shell around the skull, there only where the hairline lets it be. */
final class HairMesh {
  private static final int ROWS = 200;
  private static final int COLUMNS = 260;

  /** This share of the rows lies on the upper half of the skull. */
  private static final double UPPER_ROWS = .6;

  private final RenderedIdentity.Head head;
  private final RenderedIdentity.Hair hair;
  private final SkullProfile skull;
  private final FaceRelief relief;
  private final ValueNoise noise;

  HairMesh(RenderedIdentity identity, SkullProfile skull, FaceRelief relief, ValueNoise noise) {
    head = identity.head;
    hair = identity.hair;
    this.skull = skull;
    this.relief = relief;
    this.noise = noise;
  }

  GridMesh build() {
    GridMesh mesh = new GridMesh(ROWS, COLUMNS, Material.HAIR, true, true);
    boolean covers = hair.cut().covers();
    double volume = hair.cut() == HairCut.BALD ? 2.5 : hair.volume();
    double middle = head.middle();
    for (int row = 0; row < ROWS; row++) {
      double y = heightOf(row / (ROWS - 1.0));
      // Long hair falls straight from the ears on.
      double level = covers ? Math.max(y, -12) : y;
      double narrowing = covers ? Math.max(0, -12 - y) * .06 : 0;
      double width = skull.halfWidth(level) - narrowing;
      double front = skull.front(level);
      double back = skull.back(level);
      double belowCrown = smoothStep(head.top(), head.top() - 30, y);
      double lift =
          y > middle
              ? (1 + .55 * smoothStep(middle + 30, head.top(), y))
                  * (y - middle)
                  / (head.top() - middle)
              : 0;
      for (int column = 0; column < COLUMNS; column++) {
        double angle = Math.PI * (2.0 * column / (COLUMNS - 1) - 1);
        double cosine = Math.cos(angle);
        double coverage = coverage(angle, y);
        double waves =
            .25 * noise.at(angle * 2.5, y / 40, 5)
                + hair.curl() * .3 * noise.at(angle * 9, y / 14, 6);
        double thickness =
            volume * (1 + belowCrown * waves) * (.25 + .75 * smoothStep(0, 22, coverage));
        double x = (width + thickness) * Math.sin(angle);
        double z =
            cosine > 0
                ? (front + thickness * 1.1) * Math.pow(cosine, .92)
                : (back + thickness) * cosine;
        if (y > 10 && Math.abs(angle) < 1.6) {
          z += relief.at(x * width / (width + thickness), y) * smoothStep(0, .3, cosine);
        }
        mesh.set(row, column, x, y + thickness * lift, z);
        mesh.coverage[row * COLUMNS + column] = coverage;
      }
    }
    return mesh;
  }

  private double heightOf(double t) {
    double middle = head.middle();
    if (t < UPPER_ROWS) {
      return middle + (head.top() - middle) * Math.cos(Math.PI / 2 * t / UPPER_ROWS);
    }
    double end = hair.cut().covers() ? -hair.length() - 5 : -85;
    return mix(middle, end, (t - UPPER_ROWS) / (1 - UPPER_ROWS));
  }

  /** How far a point lies inside the hair, millimetres; negative outside. */
  private double coverage(double angle, double y) {
    double a = Math.abs(angle);
    double line = mix(frontLine(a, angle), sideLine(a), smoothStep(turn(), turn() + .42, a));
    return y - line + 2.5 * noise.at(angle * 30, y / 7, 9) + 3 * noise.at(angle * 9, y / 30, 19);
  }

  private double frontLine(double a, double angle) {
    if (hair.cut() == HairCut.BALD) {
      return mix(head.top() + 20, 40, smoothStep(1.2, 1.7, a));
    }
    return hair.line()
        + hair.recession() * 1.1 * bump(a - .62, .25)
        + hair.part() * 6 * Math.sin(angle * 2);
  }

  private double sideLine(double a) {
    return switch (hair.cut()) {
      case BALD -> mix(15, -70, smoothStep(1.4, 1.8, a));
      case SHORT -> mix(hair.sideburn(), -78, smoothStep(1.45, 1.75, a));
      case MEDIUM, LONG, LONG_WITH_FRINGE -> -hair.length();
    };
  }

  /** Where the hairline leaves the forehead for the side, radians from the front. */
  private double turn() {
    return switch (hair.cut()) {
      case BALD, SHORT -> .8;
      case MEDIUM, LONG -> .85;
      case LONG_WITH_FRINGE -> .95;
    };
  }
}
