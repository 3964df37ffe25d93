package northpost.synthetic;

import static northpost.synthetic.Curves.bump;
import static northpost.synthetic.Curves.mix;
import static northpost.synthetic.Curves.smoothStep;

/** Darkens the lines of a face: forehead, corners of the eyes, between the brows, nose to mouth. */
final class WrinklePaint {
  /** Before this age (0 to 1) there are no wrinkles. */
  private static final double BEGIN = .25;

  private static final int FOREHEAD_LINES = 4;

  private final RenderedIdentity identity;
  private final double smile;
  private final double strength;
  private final ValueNoise noise;

  WrinklePaint(
      RenderedIdentity identity, CaptureConditions.Expression expression, ValueNoise noise) {
    this.identity = identity;
    smile = expression.smile();
    strength = .45 * Math.max(0, identity.build.age() - BEGIN);
    this.noise = noise;
  }

  void paint(double x, double y, Surface surface) {
    double a = Math.abs(x);
    double lines = strength > 0 ? forehead(x, a, y) + eyeCorner(a, y) + frown(a, y) : 0;
    double fold = (.08 + .22 * identity.build.age() + .15 * smile) * noseToMouth(a, y);
    surface.scale(1 - strength * lines - fold);
  }

  private double forehead(double x, double a, double y) {
    if (y < 25 || a > 48) {
      return 0;
    }
    double wave = noise.at(x / 22, 7, 3) * 3 + 2 * Math.cos(x / 26);
    double sum = 0;
    for (int k = 0; k < FOREHEAD_LINES; k++) {
      double line = bump(y - 38 - k * 7.5 - wave, .9);
      sum += line > 0 ? line * (.5 + .5 * noise.at(x / 9, k * 5, 1)) : 0;
    }
    return sum * smoothStep(48, 22, a);
  }

  private double eyeCorner(double a, double y) {
    double outward = a - identity.eyes.x() - identity.eyes.halfWidth() - 3;
    if (outward <= 0 || outward >= 14) {
      return 0;
    }
    double sum = 0;
    for (int k = -1; k <= 1; k++) {
      sum += bump(y - k * (2 + outward * .42), .7);
    }
    return .8 * sum * (1 - outward / 14);
  }

  private double frown(double a, double y) {
    double height = bump(y - identity.brows.y(), 6);
    return height == 0 || a > 14 ? 0 : .8 * bump(a - 6 - noise.at(y, 3, 3), 1) * height;
  }

  private double noseToMouth(double a, double y) {
    double mouthY = identity.mouth.y();
    double noseY = -identity.nose.length();
    double within = smoothStep(mouthY - 10, mouthY + 2, y) * smoothStep(noseY + 6, noseY - 3, y);
    if (within == 0) {
      return 0;
    }
    double foldX =
        mix(
            identity.nose.wing() + 4,
            identity.mouth.halfWidth() + 9 + 4 * smile,
            smoothStep(noseY + 2, mouthY - 6, y));
    return bump(a - foldX, 1.6) * within;
  }
}
