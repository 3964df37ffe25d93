package northpost.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/** Finds the 68 landmarks of a face in its box. */
final class LandmarkLocator implements AutoCloseable {
  private static final int SMALLEST_CROP = 2;

  private final int size;
  private final SquareInput input;
  private final OnnxNetwork.Session session;

  LandmarkLocator(OnnxNetwork network) {
    this.size = network.manifest().input().size();
    this.input = new SquareInput(network.manifest().input(), size);
    this.session = network.open();
  }

  /** The landmarks; empty when less than 2 pixels of the box lie in the image. */
  Optional<Landmarks> locate(Mat image, FaceBox box, MatScope scope) {
    Rect crop = withinImage(box, image.cols(), image.rows());
    if (crop.width < SMALLEST_CROP || crop.height < SMALLEST_CROP) {
      return Optional.empty();
    }
    Mat face = scope.hold(image.submat(crop));
    Mat square =
        new Letterbox(crop.width, crop.height, size).centred(face, Imgproc.INTER_AREA, scope);
    float[] shares = session.run(input.of(square))[0];
    return Optional.of(inImage(shares, crop));
  }

  @Override
  public void close() {
    session.close();
  }

  /** Clipped at the edges, then every number floored, as the networks were trained. */
  private static Rect withinImage(FaceBox box, int width, int height) {
    double x = Math.max(box.x(), 0);
    double y = Math.max(box.y(), 0);
    double cropWidth = Math.min(box.x() + box.width(), width) - x;
    double cropHeight = Math.min(box.y() + box.height(), height) - y;
    return new Rect((int) x, (int) y, (int) Math.max(0, cropWidth), (int) Math.max(0, cropHeight));
  }

  private static Landmarks inImage(float[] shares, Rect crop) {
    double side = Math.max(crop.width, crop.height);
    double marginX = (side - crop.width) / 2;
    double marginY = (side - crop.height) / 2;
    List<Landmarks.Point> points = new ArrayList<>(Landmarks.COUNT);
    for (int i = 0; i < Landmarks.COUNT; i++) {
      points.add(
          new Landmarks.Point(
              shares[2 * i] * side - marginX + crop.x,
              shares[2 * i + 1] * side - marginY + crop.y));
    }
    return new Landmarks(points);
  }
}
