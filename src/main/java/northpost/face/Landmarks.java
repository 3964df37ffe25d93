package northpost.face;

import java.util.List;

/**
 * The 68 points of a face in pixels of the image, numbered from 0 as in the iBUG 300-W scheme: 0-16
 * jaw, 17-26 brows, 27-35 nose, 36-41 the eye on the left of the image, 42-47 the eye on the right,
 * 48-67 mouth.
 */
final class Landmarks {
  static final int COUNT = 68;
  static final List<Integer> LEFT_EYE = List.of(36, 37, 38, 39, 40, 41);
  static final List<Integer> RIGHT_EYE = List.of(42, 43, 44, 45, 46, 47);

  /** x and y in pixels. */
  record Point(double x, double y) {
    double distanceTo(Point other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }

  private final List<Point> points;

  Landmarks(List<Point> points) {
    if (points.size() != COUNT) {
      throw new IllegalArgumentException("got " + points.size() + " landmarks, expected " + COUNT);
    }
    this.points = List.copyOf(points);
  }

  List<Point> points() {
    return points;
  }

  Point point(int index) {
    return points.get(index);
  }

  Point mean(List<Integer> indices) {
    double x = 0;
    double y = 0;
    for (int index : indices) {
      x += points.get(index).x();
      y += points.get(index).y();
    }
    return new Point(x / indices.size(), y / indices.size());
  }

  /** The distance of the eye centres in pixels. */
  double interEyeDistance() {
    return mean(LEFT_EYE).distanceTo(mean(RIGHT_EYE));
  }
}
