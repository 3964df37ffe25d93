package northpost.tool.convert;

import java.util.List;
import northpost.tool.convert.NetworkLayers.Padding;

/** The ResNet of dlib's design: a 150 x 150 chip to a vector of 128, not of unit length. */
final class FaceRecognitionNetwork {
  private final TfjsWeights weights;
  private final OnnxWriter graph;
  private final NetworkLayers layers;

  private FaceRecognitionNetwork(TfjsWeights weights, OnnxWriter graph) {
    this.weights = weights;
    this.graph = graph;
    this.layers = new NetworkLayers(weights, graph);
  }

  static void write(TfjsWeights weights, OnnxWriter graph) {
    new FaceRecognitionNetwork(weights, graph).write();
  }

  private void write() {
    graph.input("image", OnnxWriter.UINT8, "batch", 150L, 150L, 3L);
    graph.output("descriptor", OnnxWriter.FLOAT, "batch", 128L);
    // dlib divides by 256; this version of the JavaScript by 255, and parity is with the latter.
    String x = layers.image(new float[] {122.782f, 117.001f, 104.298f}, 1f / 255);
    x = layers.relu(scaled(x, "conv32_down", 2, Padding.VALID));
    x =
        graph.node(
            "MaxPool", List.of(x), "kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2});
    x = residuals(x, "conv32_1", "conv32_2", "conv32_3");
    x = residualDown(x, "conv64_down", 32, false);
    x = residuals(x, "conv64_1", "conv64_2", "conv64_3");
    x = residualDown(x, "conv128_down", 64, false);
    x = residuals(x, "conv128_1", "conv128_2");
    x = residualDown(x, "conv256_down", 128, true);
    x = residuals(x, "conv256_1", "conv256_2");
    x = residualDown(x, "conv256_down_out", 0, true);
    x = graph.node("GlobalAveragePool", List.of(x));
    x = graph.node("Flatten", List.of(x), "axis", 1);
    graph.nodeTo("descriptor", "MatMul", List.of(x, layers.matrix("fc", 256, 128)));
  }

  /** A convolution and dlib's scale layer in one: scale * (convolution + bias) + shift. */
  private String scaled(String input, String prefix, int stride, Padding padding) {
    float[] scale = weights.floats(prefix + "/scale/weights");
    float[] shift = weights.floats(prefix + "/scale/biases");
    float[] bias = weights.floats(prefix + "/conv/bias");
    float[] folded = new float[scale.length];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = bias[i] * scale[i] + shift[i];
    }
    return layers.convolution(input, prefix + "/conv/filters", scale, folded, stride, padding);
  }

  private String residuals(String input, String... prefixes) {
    String x = input;
    for (String prefix : prefixes) {
      String first = layers.relu(scaled(x, prefix + "/conv1", 1, Padding.SAME));
      String second = scaled(first, prefix + "/conv2", 1, Padding.SAME);
      x = layers.relu(layers.add(second, x));
    }
    return x;
  }

  /**
   * A residual block of half the size.
   *
   * @param channels zero channels appended to the shortcut
   * @param padMain whether the main branch is one row and column short of the shortcut
   */
  private String residualDown(String input, String prefix, long channels, boolean padMain) {
    String first = layers.relu(scaled(input, prefix + "/conv1", 2, Padding.VALID));
    String main = scaled(first, prefix + "/conv2", 1, Padding.SAME);
    String shortcut =
        graph.node(
            "AveragePool",
            List.of(input),
            "kernel_shape",
            new long[] {2, 2},
            "strides",
            new long[] {2, 2});
    if (padMain) {
      main = layers.padZeros(main, 0, 1);
    }
    if (channels > 0) {
      shortcut = layers.padZeros(shortcut, channels, 0);
    }
    return layers.relu(layers.add(shortcut, main));
  }
}
