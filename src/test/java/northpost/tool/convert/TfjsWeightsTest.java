package northpost.tool.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfjsWeightsTest {
  private static final String MANIFEST =
      """
      [{"weights": [
        {"name": "bytes", "shape": [2, 3], "dtype": "float32",
         "quantization": {"dtype": "uint8", "scale": 0.5, "min": -64}},
        {"name": "floats", "shape": [1], "dtype": "float32"}]}]
      """;

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("net-weights_manifest.json"), MANIFEST);
    write(6 + Float.BYTES);
  }

  @Test
  void readsQuantisedAndPlainTensors() throws IOException {
    TfjsWeights weights = TfjsWeights.read(directory, "net");

    assertThat(weights.floats("bytes")).containsExactly(-64f, -63.5f, -63f, 63.5f, -62f, -61.5f);
    assertThat(weights.tensor("bytes").zeroPoint()).isEqualTo(128);
    assertThat(weights.floats("floats")).containsExactly(2.5f);
  }

  @Test
  void namesATensorThatIsAbsent() throws IOException {
    TfjsWeights weights = TfjsWeights.read(directory, "net");

    assertThatThrownBy(() -> weights.tensor("none"))
        .hasMessage("net: no weight none, expected one of [bytes, floats]");
  }

  @Test
  void tellsWhichLayersNothingAskedFor() throws IOException {
    TfjsWeights weights = TfjsWeights.read(directory, "net");

    assertThat(weights.unread()).containsExactly("bytes");
    weights.tensor("bytes");
    assertThat(weights.unread()).isEmpty();
  }

  @Test
  void refusesBytesThatAreLeftOver() throws IOException {
    write(6 + Float.BYTES + 3);

    assertThatThrownBy(() -> TfjsWeights.read(directory, "net"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("3 bytes left over");
  }

  @Test
  void refusesAFileThatEndsEarly() throws IOException {
    Files.write(directory.resolve("net.bin"), new byte[5]);

    assertThatThrownBy(() -> TfjsWeights.read(directory, "net"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got 5 bytes, expected more");
  }

  private void write(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {0, 1, 2, (byte) 255, 4, 5}).putFloat(2.5f);
    Files.write(directory.resolve("net.bin"), bytes.array());
  }
}
