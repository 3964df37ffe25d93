package northpost.face;

import java.util.List;

/**
 * A rotation, scale and shift without mirroring: {@code x' = a x - b y + dx}, {@code y' = b x + a y
 * + dy}.
 */
record Similarity(double a, double b, double dx, double dy) {
  /** The least-squares transform of some points onto others. */
  static Similarity fit(List<Landmarks.Point> from, List<Landmarks.Point> to) {
    int n = from.size();
    double fromX = from.stream().mapToDouble(Landmarks.Point::x).sum() / n;
    double fromY = from.stream().mapToDouble(Landmarks.Point::y).sum() / n;
    double toX = to.stream().mapToDouble(Landmarks.Point::x).sum() / n;
    double toY = to.stream().mapToDouble(Landmarks.Point::y).sum() / n;
    double dot = 0;
    double cross = 0;
    double spread = 0;
    for (int i = 0; i < n; i++) {
      double x = from.get(i).x() - fromX;
      double y = from.get(i).y() - fromY;
      double u = to.get(i).x() - toX;
      double v = to.get(i).y() - toY;
      dot += x * u + y * v;
      cross += x * v - y * u;
      spread += x * x + y * y;
    }
    double a = dot / spread;
    double b = cross / spread;
    return new Similarity(a, b, toX - a * fromX + b * fromY, toY - b * fromX - a * fromY);
  }

  double scale() {
    return Math.hypot(a, b);
  }

  Landmarks.Point apply(Landmarks.Point point) {
    return new Landmarks.Point(
        a * point.x() - b * point.y() + dx, b * point.x() + a * point.y() + dy);
  }

  Landmarks.Point applyInverse(Landmarks.Point point) {
    double square = a * a + b * b;
    double x = point.x() - dx;
    double y = point.y() - dy;
    return new Landmarks.Point((a * x + b * y) / square, (a * y - b * x) / square);
  }

  /** Whether every coefficient is a number and the scale is above 0. */
  boolean isUsable() {
    return Double.isFinite(a + b + dx + dy) && scale() > 0;
  }
}
