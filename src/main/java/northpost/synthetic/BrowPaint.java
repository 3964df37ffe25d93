package northpost.synthetic;

import static northpost.synthetic.Curves.smoothStep;

/** Paints the brows as short strokes along an arch. */
final class BrowPaint {
  private final RenderedIdentity identity;
  private final RenderedIdentity.Brows brows;
  private final Colour hair;
  private final double smile;
  private final ValueNoise noise;

  BrowPaint(RenderedIdentity identity, CaptureConditions.Expression expression, ValueNoise noise) {
    this.identity = identity;
    this.noise = noise;
    brows = identity.brows;
    smile = expression.smile();
    hair = identity.hair.colour().times(.7, .65, .6);
  }

  void paint(double x, double y, Surface surface) {
    double side = x < 0 ? -1 : 1;
    double along = Math.abs(x) - identity.eyes.x() + 3;
    double u = along / brows.halfLength();
    if (u <= -1 || u >= 1.08) {
      return;
    }
    double up = y - brows.y() - side * identity.build.asymmetry() * .6 - .6 * smile;
    double line = brows.arch() * (1 - 1.6 * (u - .25) * (u - .25)) + along * brows.tilt() * .6;
    double thickness = brows.thickness() * (u < 0 ? 1 : 1 - .6 * u * u) * .62;
    if (Math.abs(up - line) > thickness + 2) {
      return;
    }
    double ragged = .7 * noise.at(along / 1.1 - up * .5, up * .35, 50);
    double cover =
        smoothStep(thickness + 1.1, thickness - .9, Math.abs(up - line) + ragged)
            * smoothStep(1.08, .8, u)
            * smoothStep(-1, -.72, u);
    double strands = .5 + .5 * noise.at((along - up * .9) / .8, (up + along * .35) / 3, 60);
    surface.toward(hair, cover * (brows.density() * .75 + .4 * strands));
    surface.shine *= 1 - .7 * cover;
  }
}
