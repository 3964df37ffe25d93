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

  /** The area of the intersection over that of the union, 0 to 1. */
  static double overlap(FaceBox a, FaceBox b) {
    double width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    double height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    double intersection = Math.max(0, width) * Math.max(0, height);
    return intersection / (a.area() + b.area() - intersection);
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
