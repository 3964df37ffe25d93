package northpost.face;

import java.util.List;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/** One look for faces: a detector at one input size. */
final class FaceDetector implements AutoCloseable {
  private final DetectionManifest.Look look;
  private final BoxDecoder decoder;
  private final SquareInput input;
  private final OnnxNetwork.Session session;

  /** Reads boxes of a detector's outputs. */
  interface BoxDecoder {
    /**
     * The boxes with a score above the threshold.
     *
     * @param width of the whole input square, in pixels of the image
     * @param height of the whole input square, in pixels of the image
     */
    List<FaceBox> decode(float[][] outputs, double width, double height, double scoreThreshold);
  }

  FaceDetector(DetectionManifest.Look look, OnnxNetwork network) {
    this.look = look;
    this.decoder =
        switch (network.manifest().decoder()) {
          case TINY_GRID -> new TinyGridDecoder(network.manifest().anchors());
          case BOXES_AND_SCORES -> new BoxesAndScoresDecoder();
        };
    this.input = new SquareInput(network.manifest().input(), look.size());
    this.session = network.open();
  }

  /** The faces in a BGR image, best score first. */
  List<FaceBox> detect(Mat image, MatScope scope) {
    Letterbox letterbox = new Letterbox(image.cols(), image.rows(), look.size());
    // Averaging finds the same faces and costs 7 ms more on 2.7 megapixels (measured).
    Mat square = letterbox.atUpperLeft(image, Imgproc.INTER_LINEAR, scope);
    List<FaceBox> boxes =
        decoder.decode(
            session.run(input.of(square)),
            letterbox.squareWidth(),
            letterbox.squareHeight(),
            look.scoreThreshold());
    return FaceBox.withoutOverlaps(boxes, look.overlapThreshold());
  }

  @Override
  public void close() {
    session.close();
  }
}
