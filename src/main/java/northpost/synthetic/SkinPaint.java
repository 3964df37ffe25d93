package northpost.synthetic;

import static northpost.synthetic.Curves.bump;
import static northpost.synthetic.Curves.smoothStep;

/** Paints skin: its own colour and marks, then what lies on a face, in the order it covers. */
final class SkinPaint {
  /** Behind this depth there is no face, only plain skin (neck, ears' backs). */
  private static final double FACE_BEGINS_Z = -25;

  /** Lips, eyes and brows lie further to the front. */
  private static final double FEATURES_BEGIN_Z = 15;

  private final RenderedIdentity identity;
  private final ValueNoise noise;
  private final double lightness;
  private final WrinklePaint wrinkles;
  private final BeardPaint beard;
  private final MouthPaint mouth;
  private final EyePaint eyes;
  private final BrowPaint brows;

  SkinPaint(RenderedIdentity identity, CaptureConditions conditions, ValueNoise noise) {
    this.identity = identity;
    this.noise = noise;
    lightness = 1 - identity.build.tone() * .7;
    wrinkles = new WrinklePaint(identity, conditions.expression(), noise);
    beard = new BeardPaint(identity, noise);
    mouth = new MouthPaint(identity, conditions.expression(), noise);
    eyes = new EyePaint(identity, conditions, noise);
    brows = new BrowPaint(identity, conditions.expression(), noise);
  }

  void paint(double x, double y, double z, Surface surface) {
    plain(x, y, z, surface);
    if (z < FACE_BEGINS_Z) {
      return;
    }
    marks(x, y, z, surface);
    wrinkles.paint(x, y, surface);
    beard.paint(x, y, z, surface);
    if (z < FEATURES_BEGIN_Z) {
      return;
    }
    mouth.paint(x, y, surface);
    nostrils(x, y, surface);
    eyes.paint(x, y, surface);
    brows.paint(x, y, surface);
  }

  /** Skin where there is no face. */
  void plain(double x, double y, double z, Surface surface) {
    RenderedIdentity.Skin skin = identity.skin;
    surface.reset(skin.base());
    surface.scale(
        1
            + skin.blotches() * noise.at(x / 14, y / 14, z / 14)
            + .05 * noise.at(x / 3.5, y / 3.5, z / 3.5)
            + .06 * noise.at(x / 1.3, y / 1.3, z / 1.3));
    surface.shine = .28 * skin.gloss() * (1 + .3 * noise.at(x / 2, y / 2, z / 2));
  }

  /** Redness, the darker skin around the eyes, freckles and moles. */
  private void marks(double x, double y, double z, Surface surface) {
    RenderedIdentity.Skin skin = identity.skin;
    RenderedIdentity.Eyes eye = identity.eyes;
    double noseY = -identity.nose.length();
    double a = Math.abs(x);
    boolean ear = a > identity.head.halfWidth() - 3 && z < 20;
    double redness =
        skin.redness()
            * lightness
            * (.75 * bump(a - 40, y + 36, 17, 15)
                + .7 * bump(x, y - noseY, 12, 9)
                + .3 * bump(x, y - identity.head.bottom() - 12, 15, 9)
                + (ear ? .5 : 0));
    surface.green *= 1 - .3 * redness;
    surface.blue *= 1 - .28 * redness;
    surface.scale(
        1
            - .16 * bump(a - eye.x() + 4, y + 9, 11, 6) * (.5 + eye.bags())
            - .14 * bump(a - eye.x(), y - 7, 15, 5)
            - .12 * bump(a - identity.nose.wing() - 1, y - noseY + 2, 4, 6));
    if (skin.freckles() > 0) {
      double where = bump(a - 28, y + 24, 26, 16) + bump(x, y + 20, 20, 20);
      double spots = smoothStep(.42, .7, noise.at(x / 2.1, y / 2.1, 40));
      surface.scale(1 - .4 * skin.freckles() * spots * where);
    }
    if (z > 0) {
      moles(x, y, surface);
    }
  }

  private void moles(double x, double y, Surface surface) {
    Colour base = identity.skin.base();
    for (RenderedIdentity.Mole mole : identity.skin.moles()) {
      double distance = Math.hypot(x - mole.x(), y - mole.y());
      double inside = smoothStep(mole.radius() + .5, mole.radius() - .5, distance);
      surface.toward(base.red() * .25, base.green() * .18, base.blue() * .15, inside);
    }
  }

  private void nostrils(double x, double y, Surface surface) {
    RenderedIdentity.Nose nose = identity.nose;
    double a = Math.abs(x);
    double across = (a - nose.wing() * .53) / (3.6 * nose.nostril() + .6);
    double down =
        (y - nose.tipY() + 5.2 - .25 * (a - nose.wing() * .5)) / (1.9 * nose.nostril() + .3);
    double inside = smoothStep(1.35, .55, across * across + down * down);
    Colour base = identity.skin.base();
    surface.toward(base.red() * .06, base.green() * .04, base.blue() * .04, inside);
  }
}
