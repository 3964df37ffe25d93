package northpost.synthetic;

import static northpost.synthetic.Curves.bump;
import static northpost.synthetic.Curves.clamp;
import static northpost.synthetic.Curves.mix;
import static northpost.synthetic.Curves.smoothStep;

/** How far the face stands out from the smooth head, in millimetres: a sum of some thirty bumps. */
final class FaceRelief {
  private final RenderedIdentity.Build build;
  private final RenderedIdentity.Head head;
  private final RenderedIdentity.Eyes eyes;
  private final RenderedIdentity.Brows brows;
  private final RenderedIdentity.Nose nose;
  private final RenderedIdentity.Mouth mouth;
  private final double smile;
  private final double open;
  private final ValueNoise noise;

  FaceRelief(RenderedIdentity identity, CaptureConditions.Expression expression, ValueNoise noise) {
    build = identity.build;
    head = identity.head;
    eyes = identity.eyes;
    brows = identity.brows;
    nose = identity.nose;
    mouth = identity.mouth;
    smile = expression.smile();
    open = expression.mouthOpen();
    this.noise = noise;
  }

  double at(double x, double y) {
    return upperFace(Math.abs(x), x, y)
        + cheeks(Math.abs(x), y)
        + nose(x, y)
        + fold(Math.abs(x), y)
        + mouthAndChin(x, y)
        + .5 * noise.at(x / 16, y / 16, 3);
  }

  private double upperFace(double a, double x, double y) {
    if (y < -30) {
      return 0;
    }
    double ridge =
        brows.ridge() * bump(a - eyes.x() * .85, y - brows.y() + 2, 15, 6)
            + brows.ridge() * .5 * bump(x, y - brows.y(), 14, 7);
    double socket = eyes.socket() * bump(a - eyes.x(), y, 15, 11) + 3 * bump(a - 15, y - 2, 6, 8);
    double eyeball = 4.5 * bump(a - eyes.x(), y + .5, eyes.halfWidth() * .62, 6.5);
    double bags = eyes.bags() * 1.6 * bump(a - eyes.x(), y + 13, 12, 2.5);
    double forehead = head.forehead() * bump(a - 24, y - 58, 18, 16);
    double temple = 3 * bump(a - 66, y - 30, 10, 18);
    return ridge - socket + eyeball - bags + forehead - temple;
  }

  private double cheeks(double a, double y) {
    double bone =
        (head.cheekbone() + 2.5 * smile)
            * bump(a - head.halfWidth() * .62, y - head.cheekboneY() - 3 * smile, 15, 12);
    double fat = (head.cheekFat() + 2 * smile) * bump(a - 38, y + 58, 18, 20);
    double hollow = head.hollow() * 1.8 * bump(a - 50, y + 58, 12, 18);
    return bone + fat - hollow;
  }

  private double nose(double x, double y) {
    double root = 6;
    double tip = nose.tipY();
    double t = clamp((root - y) / (root - tip), 0, 1);
    double fromRidge = x - build.asymmetry() * 1.2 * t;
    double a = Math.abs(fromRidge);
    if (a > 45) {
      return 0;
    }
    double height =
        mix(nose.bridge(), nose.tip(), Math.pow(t, 1.15)) + nose.hump() * bump(t - .4, .17);
    double width = mix(nose.bridgeWidth(), nose.tipWidth(), t);
    double within = smoothStep(tip - 9, tip - 1, y) * smoothStep(root + 16, root - 2, y);
    double ridge = height * Math.exp(-Math.pow(a / width, 2.3) / 2) * within;
    double ball = 3.2 * bump(fromRidge, y - tip - 3, 6.5, 5.5);
    double wings =
        9.5 * bump(a - nose.wing() + 3, y - tip - 1.5, 4.6, 5.2) * smoothStep(tip - 8, tip - 3, y);
    double besideWings = 1.8 * bump(a - nose.wing() - 2.5, y - tip - 1, 2, 6);
    return ridge + ball + wings - besideWings;
  }

  /** The fold from the nose to the corner of the mouth. */
  private double fold(double a, double y) {
    double strength =
        (.4 + 2.6 * build.age() + 2.2 * smile + .24 * head.cheekFat())
            * smoothStep(mouth.y() - 14, mouth.y() + 2, y)
            * smoothStep(nose.tipY() + 8, nose.tipY() - 2, y);
    if (strength <= 0) {
      return 0;
    }
    double foldX =
        mix(
            nose.wing() + 4,
            mouth.halfWidth() + 9 + 4 * smile,
            smoothStep(nose.tipY() + 2, mouth.y() - 6, y));
    return strength * (.7 * bump(a - foldX - 7, 5) - bump(a - foldX, 2.8));
  }

  private double mouthAndChin(double x, double y) {
    if (y > mouth.y() + 60) {
      return 0;
    }
    double a = Math.abs(x);
    double m = mouth.y();
    // What hangs on the jaw moves down with it.
    double jawY = y < m ? Math.min(m, y + open * smoothStep(0, -14, y - m)) : y;
    double u = a / mouth.halfWidth();
    double within = u < 1 ? Math.sqrt(1 - u * u) : 0;
    double d = mouth.muzzle() * bump(x, jawY - m, 25, 17);
    d -= mouth.philtrum() * bump(x, y - m - 13, 2.4, 6) - .8 * bump(a - 5, y - m - 13, 2, 6);
    d +=
        (2.2 + mouth.upperLip() * .15)
            * within
            * bump(y - m - mouth.upperLip() * .45, mouth.upperLip() * .5);
    d +=
        (2.6 + mouth.lowerLip() * .18)
            * within
            * bump(jawY - m + mouth.lowerLip() * .5, mouth.lowerLip() * .42);
    d -= 2.6 * within * bump(y - m, 1.3);
    d -= 1.8 * bump(a - mouth.halfWidth() - 1.5, y - m - mouth.corner(), 3, 4);
    if (open > .5) {
      d -= Math.min(10, 2 * open) * within * bump(y - m + open * .45, open * .4);
    }
    d -= 4.2 * bump(x, jawY - m + mouth.lowerLip() + 8, 18, 4.5);
    d += head.chinHeight() * bump(x, jawY - head.bottom() - 15, head.chinWidth(), 10);
    d -= head.cleft() * bump(x, jawY - head.bottom() - 14, 2, 7);
    return d;
  }
}
