package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * The ONNX files give what the original JavaScript gives. Its outputs, on images made by the same
 * formula, come from src/test/reference/reference.js.
 */
class ModelParityTest {
  private static final long MULTIPLIER = 1664525;
  private static final long INCREMENT = 1013904223;
  private static final int START = 20240229;

  private static FaceModels models;
  private static JsonNode reference;

  @BeforeAll
  static void load() throws IOException {
    models = FaceModels.acquire(TestFaces.MODELS);
    try (InputStream json =
        ModelParityTest.class.getResourceAsStream("/models/reference-outputs.json")) {
      reference = new ObjectMapper().readTree(json).get("outputs");
    }
  }

  @AfterAll
  static void close() {
    models.close();
  }

  @Test
  void theTinyDetectorGivesTheOriginalsLogits() {
    assertClose(outputs("tiny-face-detector", 224)[0], "tiny_face_detector/224/grid", 1e-3);
    assertClose(outputs("tiny-face-detector", 416)[0], "tiny_face_detector/416/grid", 1e-3);
  }

  @Test
  void theSsdDetectorGivesTheOriginalsBoxesAndScores() {
    float[][] outputs = outputs("ssd-mobilenet-v1", 512);

    assertClose(outputs[0], "ssd_mobilenetv1/512/boxes", 1e-4);
    assertClose(outputs[1], "ssd_mobilenetv1/512/scores", 1e-4);
  }

  @Test
  void theLandmarkNetworkGivesTheOriginalsPoints() {
    assertClose(outputs("face-landmark-68", 112)[0], "face_landmark_68/112/landmarks", 1e-5);
  }

  @Test
  void theRecognitionNetworkGivesTheOriginalsDescriptor() {
    float[] descriptor = outputs("face-recognition", 150)[0];
    JsonNode expected = reference.get("face_recognition/150/descriptor").get("values");

    double squares = 0;
    for (int i = 0; i < descriptor.length; i++) {
      double difference = descriptor[i] - expected.get(i).asDouble();
      squares += difference * difference;
    }

    assertThat(descriptor).hasSize(expected.size());
    assertThat(Math.sqrt(squares)).isLessThan(1e-5);
  }

  private static float[][] outputs(String id, int size) {
    NetworkManifest network = models.manifest().network(id);
    try (MatScope scope = new MatScope();
        OnnxNetwork.Session session = models.network(network).open()) {
      return session.run(new SquareInput(network.input(), size).of(formulaImage(size, scope)));
    }
  }

  /** Slanted gradients with noise of a linear congruential generator, as the script makes them. */
  private static Mat formulaImage(int size, MatScope scope) {
    byte[] bgr = new byte[size * size * 3];
    int state = START;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        for (int c = 0; c < 3; c++) {
          state = (int) (state * MULTIPLIER + INCREMENT);
          int gradient = (x * (3 + c) + y * (5 - c)) % 256;
          bgr[(y * size + x) * 3 + 2 - c] = (byte) (((gradient * 7) >>> 3) + (state >>> 27));
        }
      }
    }
    Mat image = scope.hold(new Mat(size, size, CvType.CV_8UC3));
    image.put(0, 0, bgr);
    return image;
  }

  private static void assertClose(float[] got, String name, double tolerance) {
    JsonNode expected = reference.get(name);
    int every = expected.get("every").asInt();
    JsonNode values = expected.get("values");
    double largest = 0;
    for (int i = 0; i < values.size(); i++) {
      largest = Math.max(largest, Math.abs(got[i * every] - values.get(i).asDouble()));
    }
    double sum = 0;
    double squares = 0;
    for (float value : got) {
      sum += value;
      squares += (double) value * value;
    }
    assertThat(largest).as(name).isLessThan(tolerance);
    assertThat(sum / got.length)
        .as(name + ", mean of all values")
        .isCloseTo(expected.get("sum").asDouble() / got.length, Offset.offset(tolerance));
    double meanSquare = expected.get("sumOfSquares").asDouble() / got.length;
    assertThat(squares / got.length)
        .as(name + ", mean square of all values")
        .isCloseTo(meanSquare, Offset.offset(tolerance * (1 + meanSquare)));
  }
}
