package northpost.synthetic;

import static northpost.synthetic.Curves.bump;
import static northpost.synthetic.Curves.mix;
import static northpost.synthetic.Curves.smoothStep;

/** Paints lips, teeth and the lines of the mouth. */
final class MouthPaint {
  private static final Colour INSIDE = new Colour(.03, .008, .008);
  private static final Colour TEETH = new Colour(.62, .57, .48);
  private static final double TOOTH_WIDTH = 8.5;

  /** Nothing of the mouth is painted further than this from its middle line. */
  private static final double REACH = 40;

  private final RenderedIdentity.Mouth mouth;
  private final Colour lips;
  private final double smile;
  private final double open;
  private final double halfWidth;
  private final double cornerLift;
  private final ValueNoise noise;

  MouthPaint(RenderedIdentity identity, CaptureConditions.Expression expression, ValueNoise noise) {
    mouth = identity.mouth;
    smile = expression.smile();
    open = expression.mouthOpen();
    halfWidth = mouth.halfWidth() + 4 * smile;
    cornerLift = mouth.corner() + 4.5 * smile;
    this.noise = noise;
    double tone = identity.build.tone();
    Colour natural =
        identity.skin.base().times(mix(.82, .8, tone), mix(.50, .6, tone), mix(.55, .68, tone));
    lips = natural.toward(mouth.paint().times(mix(1, .5, tone)), mouth.tint() * .7);
  }

  void paint(double x, double y, Surface surface) {
    double a = Math.abs(x);
    double u = a / halfWidth;
    if (u >= 1.15 || Math.abs(y - mouth.y()) > REACH) {
      return;
    }
    double v = Math.max(0, 1 - u * u);
    double gap = open * v;
    double middle = mouth.y() + cornerLift * u * u + .8 * bump(u - .3, .2) - .8 * bump(u, .12);
    double upperEdge = middle + gap * .2;
    double lowerEdge = middle - gap * .8;
    double ragged = .3 * noise.at(x / 2, y / 2, 22);
    double bow = 1 + .35 * mouth.bow() * bump(u - .22, .12) - .45 * mouth.bow() * bump(u, .09);
    double top = upperEdge + mouth.upperLip() * Math.pow(v, .8) * (1 - .1 * smile) * bow + ragged;
    double bottom = lowerEdge - mouth.lowerLip() * Math.pow(v, .62) + ragged;

    lips(x, y, u, middle, upperEdge, lowerEdge, top, bottom, surface);
    if (u < 1 && y < upperEdge && y > lowerEdge) {
      inside(x, y, u, upperEdge, lowerEdge, surface);
    }
    double line = bump(y - middle, .75) * smoothStep(1.08, .98, u) * (gap < 1.5 ? 1 : .3);
    surface.scale(1 - .72 * line);
    double corner = bump(a - halfWidth, y - mouth.y() - cornerLift, 2, 1.6);
    double underLip = bump(x, y - bottom + 4, 14, 3);
    surface.scale(1 - .35 * corner - .1 * underLip);
  }

  private void lips(
      double x,
      double y,
      double u,
      double middle,
      double upperEdge,
      double lowerEdge,
      double top,
      double bottom,
      Surface surface) {
    double upper = smoothStep(-.9, .7, top - y) * smoothStep(-.6, .4, y - upperEdge);
    double lower = smoothStep(-1, .8, y - bottom) * smoothStep(-.6, .4, lowerEdge - y);
    double cover = Math.max(upper, lower) * smoothStep(1.04, .96, u);
    if (cover == 0) {
      return;
    }
    double light = (y > middle ? .84 : 1.04) * (1 + .1 * noise.at(x / .9, y / 5, 30));
    surface.toward(lips.red() * light, lips.green() * light, lips.blue() * light, cover * .93);
    surface.shine += cover * .25;
  }

  private void inside(
      double x, double y, double u, double upperEdge, double lowerEdge, Surface surface) {
    double cover = smoothStep(0, 1.2, Math.min(upperEdge - y, y - lowerEdge));
    double betweenTeeth = smoothStep(.75, 1, Math.abs(Math.sin(x * Math.PI / TOOTH_WIDTH)));
    double tooth =
        smoothStep(upperEdge - 7.5, upperEdge - 6.5, y)
            * smoothStep(.85, .7, u)
            * (1 - .25 * betweenTeeth);
    surface.toward(INSIDE.toward(TEETH, tooth), cover);
    surface.shine *= 1 - cover;
  }
}
