package northpost.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a detector sees a face, in pixels of the image; parts may lie outside of it.
 *
 * @param score the detector's confidence, 0 to 1
 */
record FaceBox(double x, double y, double width, double height, double score) {
  double area() {
    return width * height;
  }

  FaceBox movedBy(double dx, double dy) {
    return new FaceBox(x + dx, y + dy, width, height, score);
  }

  /**
   * Whether two looks, which draw the box of a face more or less wide, mean the same one: at least
   * half of the smaller box lies in the larger.
   */
  boolean isSameFaceAs(FaceBox other) {
    return intersection(this, other) >= 0.5 * Math.min(area(), other.area());
  }

  /** The area of the intersection over that of the union, 0 to 1. */
  static double overlap(FaceBox a, FaceBox b) {
    double intersection = intersection(a, b);
    return intersection / (a.area() + b.area() - intersection);
  }

  private static double intersection(FaceBox a, FaceBox b) {
    double width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    double height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    return Math.max(0, width) * Math.max(0, height);
  }

  /** Keeps of boxes that overlap by more than the limit the one with the best score. */
  static List<FaceBox> withoutOverlaps(List<FaceBox> boxes, double limit) {
    List<FaceBox> byScore = new ArrayList<>(boxes);
    byScore.sort(Comparator.comparingDouble(FaceBox::score).reversed());
    List<FaceBox> kept = new ArrayList<>();
    for (FaceBox box : byScore) {
      if (kept.stream().noneMatch(other -> overlap(other, box) > limit)) {
        kept.add(box);
      }
    }
    return kept;
  }
}
