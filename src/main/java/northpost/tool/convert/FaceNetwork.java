package northpost.tool.convert;

import java.io.IOException;
import java.nio.file.Path;

/** The four face networks of the npm package, and the ONNX file each becomes. */
public enum FaceNetwork {
  TINY_FACE_DETECTOR("tiny_face_detector"),
  FACE_LANDMARK_68("face_landmark_68"),
  FACE_RECOGNITION("face_recognition"),
  SSD_MOBILENETV1("ssd_mobilenetv1");

  /** The npm package and version the weights are taken from. */
  public static final String SOURCE_PACKAGE = "@vladmandic/face-api@1.7.15";

  private final String id;

  FaceNetwork(String id) {
    this.id = id;
  }

  public String fileName() {
    return id + ".onnx";
  }

  /**
   * The ONNX file made of the weights in a folder; the same weights give the same bytes.
   *
   * @throws IOException when the weights cannot be read, or hold a tensor the network does not use
   */
  public byte[] convert(Path weightsDirectory) throws IOException {
    String model = id + "_model";
    TfjsWeights weights = TfjsWeights.read(weightsDirectory, model);
    OnnxWriter graph = new OnnxWriter(id);
    switch (this) {
      case TINY_FACE_DETECTOR -> TinyFaceDetectorNetwork.write(weights, graph);
      case FACE_LANDMARK_68 -> FaceLandmark68Network.write(weights, graph);
      case FACE_RECOGNITION -> FaceRecognitionNetwork.write(weights, graph);
      case SSD_MOBILENETV1 -> SsdMobilenetV1Network.write(weights, graph);
    }
    if (!weights.unread().isEmpty()) {
      throw new IOException(
          model + ": weights " + weights.unread() + " are unused, expected every one to be used");
    }
    graph.metadata("source", "npm:" + SOURCE_PACKAGE + " model/" + model + ".bin");
    graph.metadata("license", "MIT");
    graph.metadata("input", "image: uint8 NHWC, RGB");
    return graph.toByteArray();
  }
}
