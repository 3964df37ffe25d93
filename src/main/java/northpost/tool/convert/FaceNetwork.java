package northpost.tool.convert;

import java.io.IOException;
import java.nio.file.Path;

/** The four face networks of the npm package, and the ONNX file each becomes. */
public enum FaceNetwork {
  TINY_FACE_DETECTOR("tiny_face_detector", TinyFaceDetectorNetwork::write),
  FACE_LANDMARK_68("face_landmark_68", FaceLandmark68Network::write),
  FACE_RECOGNITION("face_recognition", FaceRecognitionNetwork::write),
  SSD_MOBILENETV1("ssd_mobilenetv1", SsdMobilenetV1Network::write);

  /** The npm package and version the weights are taken from. */
  public static final String SOURCE_PACKAGE = "@vladmandic/face-api@1.7.15";

  private interface GraphBuilder {
    void write(TfjsWeights weights, OnnxWriter graph);
  }

  private final String id;
  private final GraphBuilder builder;

  FaceNetwork(String id, GraphBuilder builder) {
    this.id = id;
    this.builder = builder;
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
    builder.write(weights, graph);
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
