package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import northpost.domain.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelManifestTest {
  @TempDir private Path directory;

  @BeforeEach
  void copyNetworks() throws IOException {
    for (NetworkManifest network : ModelManifest.load(TestFaces.MODELS).networks()) {
      Files.copy(TestFaces.MODELS.resolve(network.file()), directory.resolve(network.file()));
    }
    Files.copy(TestFaces.MODELS.resolve("manifest.yaml"), directory.resolve("manifest.yaml"));
  }

  @Test
  void namesTheModelIdAndTheLengthOfTemplates() {
    ModelManifest manifest = ModelManifest.load(directory);

    assertThat(manifest.modelId()).isEqualTo(manifest.recognition().sha256()).hasSize(64);
    assertThat(manifest.templateLength()).isEqualTo(128);
  }

  @Test
  void refusesANetworkWithOneChangedByte() throws IOException {
    Path file = directory.resolve("face_recognition.onnx");
    byte[] content = Files.readAllBytes(file);
    String expected = Sha256.hex(content);
    content[content.length / 2] ^= 1;
    Files.write(file, content);

    assertThatThrownBy(() -> ModelManifest.load(directory))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("got SHA-256 " + Sha256.hex(content))
        .hasMessageContaining("expected " + expected);
    assertThatThrownBy(() -> FaceModels.acquire(directory)).isInstanceOf(ModelException.class);
  }

  @Test
  void refusesAFolderThatLacksANetwork() throws IOException {
    Files.delete(directory.resolve("ssd_mobilenetv1.onnx"));

    assertThatThrownBy(() -> ModelManifest.load(directory))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("ssd_mobilenetv1.onnx: no such file");
  }

  @Test
  void refusesAFolderWithoutAManifest() {
    assertThatThrownBy(() -> ModelManifest.load(directory.resolve("none")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("manifest.yaml: no such file");
  }

  @Test
  void refusesAKeyItDoesNotKnow() throws IOException {
    edit("    alignment:\n", "    alinement:\n");

    assertThatThrownBy(() -> ModelManifest.load(directory))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("alinement");
  }

  @Test
  void refusesALookOfASizeTheNetworkDoesNotTake() throws IOException {
    edit("size: 416", "size: 400");

    assertThatThrownBy(() -> ModelManifest.load(directory))
        .hasMessageContaining("size 400, expected a multiple of 32");
  }

  @Test
  void refusesALookWithANetworkThatIsNoDetector() throws IOException {
    edit("{network: ssd-mobilenet-v1,", "{network: face-recognition,");

    assertThatThrownBy(() -> ModelManifest.load(directory))
        .hasMessageContaining("names network face-recognition, expected one of role DETECTION");
  }

  @Test
  void refusesTwoRecognitionNetworks() throws IOException {
    edit("    role: LANDMARKS\n", "    role: RECOGNITION\n");

    assertThatThrownBy(() -> ModelManifest.load(directory)).isInstanceOf(ModelException.class);
  }

  @Test
  void refusesAnOutputOfAnotherLengthThanTheNetworkGives() throws IOException {
    edit("shape: [batch, 128]", "shape: [batch, 512]");

    assertThatThrownBy(() -> FaceModels.acquire(directory))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("descriptor has 128 values, expected 512");
  }

  @Test
  void readsEveryDocumentedFigureOfItsNetworks() {
    List<NetworkManifest> networks = ModelManifest.load(directory).networks();

    assertThat(networks)
        .allSatisfy(
            network -> {
              assertThat(network.licence()).isNotBlank();
              assertThat(network.provenance().get("version").asText()).isEqualTo("1.7.15");
            });
  }

  private void edit(String from, String to) throws IOException {
    Path file = directory.resolve("manifest.yaml");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }
}
