package northpost.face;

import java.util.ArrayList;
import java.util.List;

/** Boxes of a square grid of cells, each with logits of x, y, log size and score per anchor. */
final class TinyGridDecoder implements FaceDetector.BoxDecoder {
  private static final int VALUES = 5;

  private final List<List<Double>> anchors;

  TinyGridDecoder(List<List<Double>> anchors) {
    this.anchors = anchors;
  }

  @Override
  public List<FaceBox> decode(
      float[][] outputs, double width, double height, double scoreThreshold) {
    float[] grid = outputs[0];
    int cells = (int) Math.round(Math.sqrt((double) grid.length / (anchors.size() * VALUES)));
    List<FaceBox> boxes = new ArrayList<>();
    int i = 0;
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        for (List<Double> anchor : anchors) {
          double score = sigmoid(grid[i + 4]);
          if (score > scoreThreshold) {
            double centreX = (column + sigmoid(grid[i])) / cells * width;
            double centreY = (row + sigmoid(grid[i + 1])) / cells * height;
            double boxWidth = Math.exp(grid[i + 2]) * anchor.get(0) / cells * width;
            double boxHeight = Math.exp(grid[i + 3]) * anchor.get(1) / cells * height;
            boxes.add(
                new FaceBox(
                    centreX - boxWidth / 2, centreY - boxHeight / 2, boxWidth, boxHeight, score));
          }
          i += VALUES;
        }
      }
    }
    return boxes;
  }

  private static double sigmoid(double value) {
    return 1 / (1 + Math.exp(-value));
  }
}
