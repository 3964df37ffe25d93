package northpost.tool.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The weights of one TensorFlow.js model: its weights manifest (JSON) and its one .bin file. */
final class TfjsWeights {
  private static final int LONGEST_SHAPE = 4;

  private final String model;
  private final Map<String, TfjsTensor> tensors = new LinkedHashMap<>();
  private final Set<String> unread = new LinkedHashSet<>();

  private TfjsWeights(String model) {
    this.model = model;
  }

  /**
   * Reads {@code <model>-weights_manifest.json} and {@code <model>.bin}.
   *
   * @throws IOException when a file is absent, holds another type than uint8 or float32, or has
   *     bytes left over
   */
  static TfjsWeights read(Path directory, String model) throws IOException {
    Path manifest = directory.resolve(model + "-weights_manifest.json");
    Path data = directory.resolve(model + ".bin");
    JsonNode root = new ObjectMapper().readTree(manifest.toFile());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(data)).order(ByteOrder.LITTLE_ENDIAN);
    TfjsWeights weights = new TfjsWeights(model);
    try {
      for (JsonNode group : root) {
        for (JsonNode entry : group.get("weights")) {
          TfjsTensor tensor = tensor(entry, bytes, manifest);
          weights.tensors.put(tensor.name(), tensor);
          weights.unread.add(tensor.name());
        }
      }
    } catch (BufferUnderflowException e) {
      throw new IOException(
          data + ": got " + bytes.capacity() + " bytes, expected more as " + manifest + " says", e);
    }
    if (bytes.hasRemaining()) {
      throw new IOException(
          data + ": " + bytes.remaining() + " bytes left over, expected none after " + manifest);
    }
    return weights;
  }

  TfjsTensor tensor(String name) {
    TfjsTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          model + ": no weight " + name + ", expected one of " + tensors.keySet());
    }
    unread.remove(name);
    return tensor;
  }

  float[] floats(String name) {
    return tensor(name).floats();
  }

  /**
   * The tensors that nothing asked for: a network that forgets one is wrong. Left out are the shape
   * constants of the TensorFlow graph, which the ONNX graph has as constants of its own.
   */
  Set<String> unread() {
    Set<String> layers = new LinkedHashSet<>(unread);
    layers.removeIf(name -> tensors.get(name).size() <= LONGEST_SHAPE);
    return layers;
  }

  private static TfjsTensor tensor(JsonNode entry, ByteBuffer bytes, Path manifest)
      throws IOException {
    String name = entry.get("name").asText();
    JsonNode dimensions = entry.get("shape");
    int[] shape = new int[dimensions.size()];
    int size = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dimensions.get(i).asInt();
      size *= shape[i];
    }
    JsonNode quantisation = entry.get("quantization");
    if (quantisation != null) {
      expectType(manifest, name, quantisation.get("dtype").asText(), "uint8");
      byte[] values = new byte[size];
      bytes.get(values);
      return TfjsTensor.quantised(
          name,
          shape,
          values,
          quantisation.get("scale").asDouble(),
          quantisation.get("min").asDouble());
    }
    expectType(manifest, name, entry.get("dtype").asText(), "float32");
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = bytes.getFloat();
    }
    return TfjsTensor.plain(name, shape, values);
  }

  private static void expectType(Path manifest, String name, String got, String expected)
      throws IOException {
    if (!got.equals(expected)) {
      throw new IOException(
          manifest + ": weight " + name + " is of type " + got + ", expected " + expected);
    }
  }
}
