package northpost.synthetic;

import static northpost.synthetic.Curves.mix;
import static northpost.synthetic.Curves.smoothStep;

/** Paints beard, moustache and stubble. */
final class BeardPaint {
  /** Behind this depth no beard grows. */
  private static final double BEGINS_Z = -10;

  private final RenderedIdentity identity;
  private final RenderedIdentity.Beard beard;
  private final ValueNoise noise;
  private final Colour stubble;

  BeardPaint(RenderedIdentity identity, ValueNoise noise) {
    this.identity = identity;
    this.noise = noise;
    beard = identity.beard;
    stubble = identity.skin.base().times(.55, .58, .66);
  }

  void paint(double x, double y, double z, Surface surface) {
    if (beard.none() || z <= BEGINS_Z || y > 20) {
      return;
    }
    double a = Math.abs(x);
    double cheeks = cheeks(a, x, y) * smoothStep(-24, -4, z);
    double lip = aboveLip(a, y);
    if (cheeks == 0 && lip == 0) {
      return;
    }
    double strands =
        .55 + .45 * noise.at(x / .9, y / 2.2, z / 3) + .35 * noise.at(x / 3, y / 6, 12);
    Colour hair = identity.hair.colour();
    double thick = .65 + .5 * strands;
    surface.toward(hair, beard.beard() * cheeks * thick);
    surface.toward(hair, beard.moustache() * lip * thick);
    double shadow = beard.stubble() * .55 * Math.max(cheeks, lip) * (.6 + .6 * strands);
    surface.toward(stubble, shadow);
    surface.shine *= 1 - .8 * Math.max(beard.beard() * cheeks, beard.moustache() * lip);
  }

  private double cheeks(double a, double x, double y) {
    RenderedIdentity.Mouth mouth = identity.mouth;
    double line = mix(-30, mouth.y() + 4, smoothStep(62, 40, a));
    double below = smoothStep(0, -12, y - line + 4 * noise.at(x / 6, y / 6, 2));
    boolean nearMouth = a < 30 && y > mouth.y() - mouth.lowerLip() - 3;
    double besideMouth =
        nearMouth ? smoothStep(mouth.halfWidth() - 2, mouth.halfWidth() + 6, a) : 1;
    return below * besideMouth;
  }

  private double aboveLip(double a, double y) {
    RenderedIdentity.Mouth mouth = identity.mouth;
    double noseY = -identity.nose.length();
    return smoothStep(noseY - 5, noseY - 10, y)
        * smoothStep(mouth.y() + mouth.upperLip() * .6, mouth.y() + mouth.upperLip() + 2, y)
        * smoothStep(mouth.halfWidth() + 8, mouth.halfWidth() - 2, a);
  }
}
