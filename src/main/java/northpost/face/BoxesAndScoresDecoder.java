package northpost.face;

import java.util.ArrayList;
import java.util.List;

/** Boxes that the graph has decoded: y0 x0 y1 x1 as shares of the square, and a score each. */
final class BoxesAndScoresDecoder implements FaceDetector.BoxDecoder {
  @Override
  public List<FaceBox> decode(
      float[][] outputs, double width, double height, double scoreThreshold) {
    float[] corners = outputs[0];
    float[] scores = outputs[1];
    List<FaceBox> boxes = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > scoreThreshold) {
        double top = Math.max(0, corners[4 * i]) * height;
        double left = Math.max(0, corners[4 * i + 1]) * width;
        double bottom = Math.min(1, corners[4 * i + 2]) * height;
        double right = Math.min(1, corners[4 * i + 3]) * width;
        if (right > left && bottom > top) {
          boxes.add(new FaceBox(left, top, right - left, bottom - top, scores[i]));
        }
      }
    }
    return boxes;
  }
}
