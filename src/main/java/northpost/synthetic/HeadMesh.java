package northpost.synthetic;

import static northpost.synthetic.Curves.bump;
import static northpost.synthetic.Curves.mix;
import static northpost.synthetic.Curves.smoothStep;

/** Builds the head: cross-sections stacked by height, with the face's relief on the front. */
final class HeadMesh {
  private static final int ROWS = 250;
  private static final int COLUMNS = 250;

  /** The relief ends a little behind the sides of the head (radians from the front). */
  private static final double RELIEF_ENDS = 1.6;

  private HeadMesh() {}

  static GridMesh of(
      RenderedIdentity identity,
      CaptureConditions.Expression expression,
      SkullProfile skull,
      FaceRelief relief) {
    RenderedIdentity.Head head = identity.head;
    double mouthY = identity.mouth.y();
    double droppedChin = head.bottom() - expression.mouthOpen() * .8;
    double stretch = (droppedChin - mouthY) / (head.bottom() - mouthY);
    GridMesh mesh = new GridMesh(ROWS, COLUMNS, Material.SKIN, true, false);
    for (int row = 0; row < ROWS; row++) {
      double level = levelOf(row / (ROWS - 1.0), head);
      double width = skull.halfWidth(level);
      double front = skull.front(level);
      double back = skull.back(level);
      double y = level < mouthY ? mouthY + (level - mouthY) * stretch : level;
      for (int column = 0; column < COLUMNS; column++) {
        double angle = angleOf(column / (COLUMNS - 1.0));
        double sine = Math.sin(angle);
        double cosine = Math.cos(angle);
        double x = width * sine;
        double z = cosine > 0 ? front * Math.pow(cosine, .92) : back * cosine;
        if (Math.abs(angle) < RELIEF_ENDS) {
          z += relief.at(x, y) * smoothStep(0, .3, cosine);
        }
        double jawCorner =
            head.gonial() * bump(Math.abs(angle) - 1.15, y - head.bottom() - 52, .35, 15);
        mesh.set(row, column, x + Math.signum(x) * jawCorner, y, z);
      }
    }
    return mesh;
  }

  /** Heights lie closer together at the crown and the chin, where the head is round. */
  private static double levelOf(double t, RenderedIdentity.Head head) {
    double eased = .85 * t + .15 * smoothStep(0, 1, t);
    double half = (head.top() - head.bottom()) / 2;
    return head.middle() + half * Math.cos(Math.PI * eased);
  }

  /** Angles lie closer together at the front, where the detail is. */
  private static double angleOf(double t) {
    double e = 2 * t - 1;
    return Math.PI * mix(e, e * e * e, .55);
  }
}
