package northpost.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything about one rendered person that stays the same between two photos.
 *
 * <p>Lengths are millimetres from a point between the eyes: x to the right of the picture, y up, z
 * toward the camera. Angles are radians. About 75 measures are drawn, tied together by a few common
 * causes (build, age, fullness, skin tone), so that a heavy jaw tends to come with heavy brows.
 */
public final class RenderedIdentity {
  /**
   * Widens every normally distributed measure. Found by trial: at 1.0 the networks put 80 % of all
   * pairs of different people within their usual threshold, at 1.4 some 60 %; above that the faces
   * turn into caricatures.
   */
  private static final double SPREAD = 1.4;

  private final long seed;
  final Build build;
  final Head head;
  final Eyes eyes;
  final Brows brows;
  final Nose nose;
  final Mouth mouth;
  final Skin skin;
  final Hair hair;
  final Beard beard;
  final Glasses glasses;
  final Colour clothes;

  public RenderedIdentity(long seed) {
    this.seed = seed;
    Measures draw = new Measures(new SeededDraw(seed));
    build = Build.draw(draw);
    head = Head.draw(draw, build);
    eyes = Eyes.draw(draw, build);
    brows = Brows.draw(draw, build);
    nose = Nose.draw(draw, build);
    mouth = Mouth.draw(draw, build, nose);
    skin = Skin.draw(draw, build);
    hair = Hair.draw(draw, build, head);
    beard = Beard.draw(draw, build);
    glasses = Glasses.draw(draw);
    clothes = drawClothes(draw);
  }

  public long seed() {
    return seed;
  }

  /** What this person would declare as sex: {@code "male"} or {@code "female"}. */
  public String declaredSex() {
    return build.male() ? "male" : "female";
  }

  /** Age in years, 18 to 78, as the wrinkles and hair suggest it. */
  public int ageYears() {
    return (int) Math.round(18 + 60 * build.age);
  }

  private static Colour drawClothes(Measures draw) {
    double brightness = draw.uniform(25, 200);
    return Colour.ofDisplay(
        brightness * draw.uniform(.7, 1.1),
        brightness * draw.uniform(.7, 1.1),
        brightness * draw.uniform(.7, 1.1));
  }

  /** Draws with the spread of the population applied to whatever is normally distributed. */
  private record Measures(SeededDraw draw) {
    double normal(double mean, double deviation) {
      return draw.normal(mean, SPREAD * deviation);
    }

    double uniform(double least, double most) {
      return draw.uniform(least, most);
    }

    boolean chance(double probability) {
      return draw.chance(probability);
    }
  }

  /**
   * The common causes.
   *
   * @param masculinity 0 to 1
   * @param age 0 (young) to 1 (old)
   * @param fullness about -3 to 3, 0 in the middle
   * @param tone of the skin, 0 (lightest) to 1 (darkest)
   * @param asymmetry about -3 to 3, 0 for none
   */
  record Build(double masculinity, double age, double fullness, double tone, double asymmetry) {
    private static Build draw(Measures d) {
      double masculinity = d.chance(.5) ? d.uniform(.55, 1) : d.uniform(0, .45);
      double age = Math.pow(d.uniform(0, 1), 1.3);
      return new Build(masculinity, age, d.normal(0, 1), d.uniform(0, 1), d.normal(0, 1));
    }

    boolean male() {
      return masculinity > .5;
    }

    /** Masculinity around 0: -0.5 to 0.5. */
    double lean() {
      return masculinity - .5;
    }
  }

  /**
   * Skull, jaw, cheeks and neck.
   *
   * @param top height of the crown
   * @param bottom height of the chin's lower edge, negative
   * @param jaw width of the jaw as a share of the head's
   * @param chinTaper width at the chin as a share of the jaw's
   * @param gonial how far the corners of the jaw stand out
   */
  record Head(
      double halfWidth,
      double top,
      double bottom,
      double depth,
      double jaw,
      double chinTaper,
      double chinHeight,
      double chinWidth,
      double cleft,
      double gonial,
      double cheekbone,
      double cheekboneY,
      double cheekFat,
      double hollow,
      double forehead,
      double neckHalfWidth,
      double earSize,
      double earAngle) {
    private static Head draw(Measures d, Build b) {
      double m = b.lean();
      double full = b.fullness;
      return new Head(
          d.normal(74 + 4 * m, 4.5),
          d.normal(112, 6),
          d.normal(-114 - 9 * m, 7),
          d.normal(84, 4.5),
          d.normal(.86 + .08 * m + .03 * full, .06),
          Math.max(.46, d.normal(.62 + .1 * m + .03 * full, .08)),
          d.normal(7 + 3 * m, 3.5),
          d.normal(17 + 5 * m, 4),
          d.chance(.2) ? d.uniform(1, 2.5) : 0,
          d.normal(2.5 + 3 * m, 2.5),
          d.normal(5, 2.8),
          d.normal(-24, 4.5),
          d.normal(1 + 2.5 * full, 2.5),
          Math.max(0, d.normal(-full, 2)),
          d.normal(1, 2.5),
          d.normal(50 + 9 * m + 2 * full, 4),
          d.normal(1, .1),
          d.normal(.35, .15));
    }

    double middle() {
      return (top + bottom) / 2;
    }
  }

  /**
   * Both eyes; one is the mirror image of the other.
   *
   * @param x from the middle of the face to the middle of the eye
   * @param upper how far the upper lid opens
   * @param lower how far the lower lid opens
   * @param crease from the lid's edge to its fold
   * @param hood how far the fold hangs over
   * @param socket how deep the eyes lie
   */
  record Eyes(
      double x,
      double halfWidth,
      double upper,
      double lower,
      double tilt,
      double crease,
      double hood,
      double socket,
      double bags,
      double irisRadius,
      Colour iris) {
    private static final Colour DARK_BROWN = Colour.ofDisplay(60, 36, 20);
    private static final Colour HAZEL = Colour.ofDisplay(110, 80, 42);
    private static final Colour BLUE = Colour.ofDisplay(92, 124, 150);
    private static final Colour GREEN = Colour.ofDisplay(88, 116, 82);

    private static Eyes draw(Measures d, Build b) {
      return new Eyes(
          d.normal(31.5, 2.8),
          d.normal(14.5, 1.5),
          d.normal(5.6 - b.lean(), 1.25),
          d.normal(3.6, .8),
          d.normal(.05, .085),
          d.normal(3.5, 1.5),
          d.normal(.3 + .2 * b.age, .3),
          d.normal(7, 3),
          Math.max(0, d.normal(.2 + .8 * b.age, .3)),
          d.normal(5.9, .3),
          drawIris(d, b));
    }

    private static Colour drawIris(Measures d, Build b) {
      double which = d.uniform(0, 1);
      if (b.tone > .5 || which < .4) {
        return DARK_BROWN;
      }
      return which < .6 ? HAZEL : which < .85 ? BLUE : GREEN;
    }
  }

  /** Both brows, and the ridge of bone under them. */
  record Brows(
      double y,
      double thickness,
      double halfLength,
      double arch,
      double tilt,
      double ridge,
      double density) {
    private static Brows draw(Measures d, Build b) {
      double m = b.lean();
      return new Brows(
          d.normal(19 - 3 * m, 3),
          Math.max(1.5, d.normal(4.6 + 2.6 * m, 1.6)),
          d.normal(23, 2.5),
          d.normal(3.5 - 2 * m, 2.4),
          d.normal(-.03, .11),
          d.normal(4 + 5 * m, 2.2),
          d.uniform(.45, 1));
    }
  }

  /**
   * The nose.
   *
   * @param tip how far the tip stands out
   * @param bridge how far the root stands out
   * @param wing from the middle to the outer edge of a nostril's wing
   * @param upturn how much higher the tip sits
   * @param nostril size, 1 in the middle
   */
  record Nose(
      double length,
      double tip,
      double bridge,
      double bridgeWidth,
      double tipWidth,
      double wing,
      double upturn,
      double hump,
      double nostril) {
    private static Nose draw(Measures d, Build b) {
      return new Nose(
          d.normal(46 + 4 * b.lean() + 3 * b.age, 4.5),
          d.normal(21, 3.8),
          d.normal(9, 4),
          d.normal(6.5, 1.3),
          d.normal(9.5, 1.9),
          d.normal(14.5 + 3 * (b.tone - .4), 2.4),
          d.normal(0, 2.5),
          d.normal(0, 1.8),
          d.normal(1, .3));
    }

    double tipY() {
      return -length + upturn * .3;
    }
  }

  /**
   * Lips and what is around them.
   *
   * @param bow how marked the bow of the upper lip is, 0 to 0.5
   * @param tint how far the lips are painted, 0 to 1
   * @param corner how much higher the corners are than the middle
   * @param muzzle how far the mouth stands out
   */
  record Mouth(
      double y,
      double halfWidth,
      double upperLip,
      double lowerLip,
      double bow,
      double corner,
      double muzzle,
      double philtrum,
      double tint,
      Colour paint) {
    private static Mouth draw(Measures d, Build b, Nose nose) {
      double m = b.lean();
      double fullLips = -2 * b.age + 3 * (b.tone - .4);
      return new Mouth(
          -nose.length - Math.max(15, d.normal(23, 3)),
          d.normal(25, 3.2),
          Math.max(2, d.normal(6.5 - 2 * m + fullLips, 2)),
          Math.max(3.5, d.normal(9.5 - 1.5 * m + fullLips, 2.2)),
          d.uniform(0, .5),
          d.normal(3, 1.8),
          d.normal(7, 2.6),
          d.normal(1.2, .5),
          b.male() ? d.uniform(0, .35) : d.uniform(.2, 1),
          Colour.ofDisplay(d.uniform(150, 205), d.uniform(60, 110), d.uniform(70, 115)));
    }
  }

  /**
   * Colour and marks of the skin.
   *
   * @param base the skin where nothing else is
   * @param redness of cheeks, nose and chin, 0 to 1
   * @param moles on the face
   */
  record Skin(
      Colour base,
      double redness,
      double blotches,
      double freckles,
      double gloss,
      List<Mole> moles) {
    /** From the lightest to the darkest, as a screen is given them. */
    private static final double[][] TONES = {
      {246, 217, 200},
      {235, 196, 170},
      {219, 170, 134},
      {188, 134, 98},
      {146, 98, 68},
      {104, 68, 48},
      {70, 46, 36}
    };

    private static Skin draw(Measures d, Build b) {
      double warmth = d.normal(0, .06);
      double redness = d.uniform(.1, 1);
      double blotches = d.uniform(.02, .12);
      double freckles = d.chance(.2) && b.tone < .5 ? d.uniform(.3, 1) : 0;
      double gloss = d.uniform(.3, 1.2);
      List<Mole> moles = new ArrayList<>();
      int count = (int) d.uniform(0, 5);
      for (int i = 0; i < count; i++) {
        moles.add(new Mole(d.uniform(-55, 55), d.uniform(-100, 60), d.uniform(.9, 2.2)));
      }
      return new Skin(base(b.tone, warmth), redness, blotches, freckles, gloss, List.copyOf(moles));
    }

    private static Colour base(double tone, double warmth) {
      double place = tone * (TONES.length - 1.001);
      int i = (int) place;
      double t = place - i;
      return Colour.ofDisplay(
          Curves.mix(TONES[i][0], TONES[i + 1][0], t) * (1 + .3 * warmth),
          Curves.mix(TONES[i][1], TONES[i + 1][1], t) * (1 - .2 * warmth),
          Curves.mix(TONES[i][2], TONES[i + 1][2], t) * (1 - warmth));
    }
  }

  /** A dark spot of this radius. */
  record Mole(double x, double y, double radius) {}

  /** How the hair is worn. */
  enum HairCut {
    BALD,
    SHORT,
    MEDIUM,
    LONG,
    LONG_WITH_FRINGE;

    /** Whether it falls over the ears. */
    boolean covers() {
      return ordinal() >= MEDIUM.ordinal();
    }
  }

  /**
   * Hair of the head.
   *
   * @param line height of the hairline at the forehead
   * @param recession how much further up it begins beside the middle
   * @param sideburn height at which the side hair ends
   * @param volume thickness of the hair over the skull
   */
  record Hair(
      HairCut cut,
      double line,
      double recession,
      double sideburn,
      double volume,
      double length,
      double part,
      double curl,
      Colour colour) {
    private static final double[] BLACK = {24, 19, 17};
    private static final double[] BROWN = {66, 43, 28};
    private static final double[] LIGHT_BROWN = {112, 76, 44};
    private static final double[] BLOND = {176, 138, 86};
    private static final double[] RED = {136, 62, 28};
    private static final double GREY = 170;

    private static Hair draw(Measures d, Build b, Head head) {
      HairCut cut = drawCut(d, b);
      double balding = b.age * b.masculinity;
      return new Hair(
          cut,
          cut == HairCut.LONG_WITH_FRINGE
              ? d.normal(32, 4)
              : Math.min(head.top - 25, d.normal(64 + 6 * balding, 6)),
          Math.max(0, d.normal(6 + 18 * balding, 6)),
          d.normal(-8, 10),
          Math.max(4, d.normal(b.male() ? 9 : 15, 5.5)),
          cut.ordinal() >= HairCut.LONG.ordinal() ? d.uniform(120, 260) : d.uniform(55, 110),
          d.normal(0, .5),
          d.uniform(0, 1),
          drawColour(d, b));
    }

    private static HairCut drawCut(Measures d, Build b) {
      double which = d.uniform(0, 1);
      if (b.male()) {
        double bald = .12 + .2 * b.age;
        return which < bald
            ? HairCut.BALD
            : which < .85 ? HairCut.SHORT : which < .95 ? HairCut.MEDIUM : HairCut.LONG;
      }
      return which < .12
          ? HairCut.SHORT
          : which < .35 ? HairCut.MEDIUM : which < .75 ? HairCut.LONG : HairCut.LONG_WITH_FRINGE;
    }

    private static Colour drawColour(Measures d, Build b) {
      double which = d.uniform(0, 1);
      double grey = Math.min(1, Math.max(0, b.age - .6) * 2.5 * d.uniform(0, 1));
      double[] young =
          b.tone > .45 || which < .3
              ? BLACK
              : which < .6 ? BROWN : which < .75 ? LIGHT_BROWN : which < .9 ? BLOND : RED;
      double brightness = d.uniform(.8, 1.2);
      double[] mixed = new double[3];
      for (int i = 0; i < 3; i++) {
        mixed[i] = young[i] * brightness * d.uniform(.95, 1.05) * (1 - grey) + grey * GREY;
      }
      return Colour.ofDisplay(mixed[0], mixed[1], mixed[2]);
    }
  }

  /** Hair of the face, each 0 (none) to 1. */
  record Beard(double beard, double moustache, double stubble) {
    private static Beard draw(Measures d, Build b) {
      double which = d.uniform(0, 1);
      boolean wears = b.male() && b.age > .05;
      double beard = d.uniform(.5, 1);
      double moustache = d.uniform(.4, 1);
      double stubble = d.uniform(0, .5);
      return new Beard(
          wears && which > .68 ? beard : 0,
          wears && which > .6 ? moustache : 0,
          b.male() ? stubble : 0);
    }

    boolean none() {
      return beard + moustache + stubble == 0;
    }
  }

  /**
   * Spectacles.
   *
   * @param halfWidth of one rim
   * @param y height of the rims' middle
   */
  record Glasses(boolean worn, double halfWidth, double halfHeight, double y, Colour frame) {
    private static Glasses draw(Measures d) {
      boolean worn = d.chance(.22);
      double halfWidth = d.normal(26, 3);
      double halfHeight = d.normal(19, 3.5);
      double y = d.normal(-3, 2);
      Colour frame =
          d.chance(.5)
              ? Colour.ofDisplay(22, 20, 22)
              : Colour.ofDisplay(d.uniform(50, 160), d.uniform(40, 110), d.uniform(30, 90));
      return new Glasses(worn, halfWidth, halfHeight, y, frame);
    }
  }
}
