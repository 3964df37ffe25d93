package northpost.tool.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import northpost.domain.Sha256;
import northpost.face.Extraction;
import northpost.face.FaceModels;
import northpost.face.FacePipeline;
import northpost.face.ImageLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another recognition network drops in by its file and its manifest entry. */
class ExchangedNetworkTest {
  private static final Path MODELS =
      Path.of(System.getProperty("northpost.home", ".")).resolve("models");
  private static final int LENGTH = 512;

  @TempDir private Path directory;

  @Test
  void aNetworkOfFloatPlanesFivePointsAnd512ValuesNeedsNoCode() throws Exception {
    byte[] network = averagesOfRandomColours();
    String sha256 = Sha256.hex(network);
    copyModels();
    Files.write(directory.resolve("another.onnx"), network);
    Path manifest = directory.resolve("manifest.yaml");
    String text = Files.readString(manifest);
    String others = text.substring(0, text.indexOf("  - id: face-recognition"));
    Files.writeString(manifest, others + entry().replace("@SHA256@", sha256));

    try (FaceModels models = FaceModels.acquire(directory);
        FacePipeline pipeline = FacePipeline.open(models, ImageLimits.DEFAULT);
        InputStream photo = getClass().getResourceAsStream("/faces/one-face.jpg")) {
      Extraction extraction = pipeline.extract(photo.readAllBytes());

      assertThat(extraction.failure()).isNull();
      assertThat(extraction.template().vector()).hasSize(LENGTH);
      assertThat(extraction.template().modelId()).isEqualTo(sha256);
      assertThat(models.manifest().templateLength()).isEqualTo(LENGTH);
    }
  }

  private static String entry() throws IOException {
    try (InputStream stream =
        ExchangedNetworkTest.class.getResourceAsStream("/models/another-network.yaml")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] averagesOfRandomColours() {
    OnnxWriter graph = new OnnxWriter("another");
    graph.input("pixels", OnnxWriter.FLOAT, "batch", 3L, 112L, 112L);
    graph.output("embedding", OnnxWriter.FLOAT, "batch", (long) LENGTH);
    float[] weights = new float[3 * LENGTH];
    Random random = new Random(3);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    String means = graph.node("GlobalAveragePool", List.of("pixels"));
    String flat = graph.node("Flatten", List.of(means), "axis", 1);
    graph.nodeTo("embedding", "MatMul", List.of(flat, graph.floats("weights", weights, 3, LENGTH)));
    return graph.toByteArray();
  }

  private void copyModels() throws IOException {
    try (Stream<Path> files = Files.list(MODELS)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
  }
}
