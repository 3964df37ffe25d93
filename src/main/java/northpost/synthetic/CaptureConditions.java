package northpost.synthetic;

/**
 * Everything about one photo that is not the person: pose, light, camera, expression.
 *
 * @param pose where the head is turned
 * @param light from where and how strong
 * @param camera framing and faults
 * @param expression what the face does
 * @param background colour of the wall
 */
record CaptureConditions(
    Pose pose, Light light, Camera camera, Expression expression, Colour background) {

  /** Nobody turns further than this. */
  private static final double MOST_DEGREES = 15;

  /**
   * Radians.
   *
   * @param yaw positive to the right of the picture
   * @param pitch positive downward
   */
  record Pose(double yaw, double pitch, double roll) {}

  /**
   * One lamp, and light from everywhere.
   *
   * @param azimuth radians, positive from the right of the picture
   * @param elevation radians above the eyes
   * @param warmth 0 for white, positive for reddish
   */
  record Light(double azimuth, double elevation, double key, double ambient, double warmth) {}

  /**
   * Framing and faults.
   *
   * @param scale of the face in the picture, 1 as planned
   * @param shiftX pixels of the finished picture
   * @param blur standard deviation, pixels of the finished picture
   * @param noise standard deviation, grey levels
   * @param jpegQuality 0 to 100
   */
  record Camera(
      double scale,
      double shiftX,
      double shiftY,
      double exposure,
      double blur,
      double noise,
      int jpegQuality) {}

  /**
   * What the face does.
   *
   * @param smile 0 to about 1.1
   * @param mouthOpen millimetres
   * @param gazeX millimetres that the iris moves
   * @param squint share by which the upper lid closes
   */
  record Expression(double smile, double mouthOpen, double gazeX, double gazeY, double squint) {}

  /** A document photo: level, frontal, plain light, plain wall, good camera. */
  static CaptureConditions reference() {
    return new CaptureConditions(
        new Pose(0, 0, 0),
        new Light(.2, .5, .75, .5, 0),
        new Camera(1, 0, 0, 1, 0, 1, 92),
        new Expression(0, 0, 0, 0, 0),
        Colour.ofDisplay(150, 156, 162));
  }

  /** A photo at a lane. */
  static CaptureConditions random(long seed) {
    SeededDraw draw = new SeededDraw(seed);
    Pose pose = new Pose(degrees(draw, 7), degrees(draw, 5), degrees(draw, 5));
    Light light =
        new Light(
            .2 + draw.uniform(-1, 1),
            .5 + draw.uniform(-.35, .35),
            .75 + draw.uniform(-.2, .2),
            .5 + draw.uniform(-.125, .125),
            draw.normal(0, .04));
    Camera camera =
        new Camera(
            1 + draw.uniform(-.15, .15),
            draw.normal(0, 8),
            draw.normal(0, 8),
            Math.exp(draw.normal(0, .18)),
            Math.abs(draw.normal(0, .5)),
            draw.uniform(1, 5),
            (int) draw.uniform(57, 93));
    Expression expression =
        new Expression(
            Math.max(0, draw.normal(0, .5)),
            Math.max(0, draw.normal(-3.6, 6)),
            draw.normal(0, 1.2),
            draw.normal(0, .6),
            draw.uniform(0, .25));
    double wall = draw.uniform(90, 200);
    Colour background =
        Colour.ofDisplay(draw.normal(wall, 14), draw.normal(wall, 14), draw.normal(wall, 14));
    return new CaptureConditions(pose, light, camera, expression, background);
  }

  private static double degrees(SeededDraw draw, double deviation) {
    double degrees = Curves.clamp(draw.normal(0, deviation), -MOST_DEGREES, MOST_DEGREES);
    return Math.toRadians(degrees);
  }
}
