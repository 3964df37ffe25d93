package northpost.synthetic;

import static northpost.synthetic.Curves.bump;
import static northpost.synthetic.Curves.mix;
import static northpost.synthetic.Curves.smoothStep;

/** Paints both eyes: ball, iris, pupil, the lamp's reflection, lids, lashes and folds. */
final class EyePaint {
  private static final Colour WHITE = new Colour(.66, .62, .58);
  private static final Colour TEAR_DUCT = new Colour(.55, .25, .22);
  private static final Colour LASHES = new Colour(.012, .009, .008);
  private static final double PUPIL = .004;
  private static final double REFLECTION = 1.4;

  private final RenderedIdentity identity;
  private final RenderedIdentity.Eyes eye;
  private final CaptureConditions.Expression expression;
  private final double lampX;
  private final double tiltCosine;
  private final double tiltSine;
  private final Colour lowerLid;
  private final ValueNoise noise;
  private final Surface ball = new Surface();

  EyePaint(RenderedIdentity identity, CaptureConditions conditions, ValueNoise noise) {
    this.identity = identity;
    this.noise = noise;
    eye = identity.eyes;
    expression = conditions.expression();
    lampX = 2 * Math.sin(conditions.light().azimuth());
    tiltCosine = Math.cos(eye.tilt());
    tiltSine = Math.sin(eye.tilt());
    lowerLid = identity.skin.base().times(.3, .22, .2);
  }

  void paint(double x, double y, Surface surface) {
    double side = x < 0 ? -1 : 1;
    double offset = side * identity.build.asymmetry() * .35;
    double dx = Math.abs(x) - eye.x() - offset;
    double dy = y - offset;
    double across = dx * tiltCosine + dy * tiltSine;
    double up = -dx * tiltSine + dy * tiltCosine;
    double e = across / eye.halfWidth();
    if (Math.abs(e) >= 1.5 || Math.abs(up) >= 22) {
      return;
    }
    double smile = expression.smile();
    double v = Math.max(0, 1 - Math.pow(Math.abs(e), 2.1));
    double upper =
        eye.upper() * (1 - expression.squint() - .15 * smile) * Math.pow(v, .75) * (1 - .16 * e);
    double lower = -eye.lower() * (1 - .2 * smile) * Math.pow(v, .9) * (1 + .18 * e);
    double inside =
        Math.abs(e) < 1 ? smoothStep(-.4, .4, upper - up) * smoothStep(-.4, .4, up - lower) : 0;
    if (inside > 0) {
      ball(side * across, up, e, upper);
      surface.toward(ball.red, ball.green, ball.blue, inside);
      surface.shine *= 1 - inside;
      surface.evenlyLit = inside;
    }
    lids(e, up, upper, lower, surface);
  }

  private void ball(double across, double up, double e, double upper) {
    ball.reset(WHITE);
    ball.toward(TEAR_DUCT, .7 * bump(e + .95, .12));
    ball.scale(1 - .2 * e * e);
    double x = across - expression.gazeX();
    double y = up - .4 - expression.gazeY();
    double distance = Math.hypot(x, y);
    double radius = eye.irisRadius();
    double cover = smoothStep(radius + .4, radius - .5, distance);
    if (cover > 0) {
      double rays =
          1
              + .3 * noise.at(Math.atan2(y, x) * 5, 4, 4)
              - .35 * smoothStep(.7, 1, distance / radius)
              + .3 * smoothStep(.6, .3, distance / radius);
      Colour iris = eye.iris();
      ball.toward(iris.red() * rays, iris.green() * rays, iris.blue() * rays, cover);
    }
    ball.toward(PUPIL, PUPIL, PUPIL, smoothStep(2.6, 1.9, distance));
    ball.scale(mix(1, .45, smoothStep(4, 0, upper - up)));
    double lamp = smoothStep(1.5, .8, Math.hypot(x - lampX, y - 2));
    ball.toward(REFLECTION, REFLECTION, REFLECTION, lamp);
  }

  private void lids(double e, double up, double upper, double lower, Surface surface) {
    double beside = Math.abs(e);
    double ends = smoothStep(1.25, .98, beside);
    double lashWidth = .85 + .3 * (1 - identity.build.masculinity());
    double lashes = bump(up - upper - .3, lashWidth) * ends;
    surface.toward(LASHES, .95 * lashes * (.75 + .25 * smoothStep(-.9, .3, e)));
    surface.toward(lowerLid, .5 * bump(up - lower + .3, .6) * ends);
    double fold = upper + Math.max(.8, eye.crease() - 2 * eye.hood()) + .5;
    boolean onLid = up > upper && up < fold;
    double bag = bump(up + eye.lower() + 6 - 3 * e * e, 1) * smoothStep(1.1, .7, beside);
    surface.scale(
        1
            - .42 * bump(up - fold, .9) * smoothStep(1.3, .8, beside)
            - (onLid ? .12 : 0)
            - .25 * eye.bags() * bag);
    surface.scale(1 - .25 * bump(e + 1.05, up + 1, .12, 2));
  }
}
