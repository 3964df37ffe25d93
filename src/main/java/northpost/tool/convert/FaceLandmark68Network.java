package northpost.tool.convert;

import java.util.List;
import northpost.tool.convert.NetworkLayers.Padding;

/** The 68 landmarks: x and y of each, 0 to 1 of the square crop. */
final class FaceLandmark68Network {
  private FaceLandmark68Network() {}

  static void write(TfjsWeights weights, OnnxWriter graph) {
    NetworkLayers layers = new NetworkLayers(weights, graph);
    graph.input("image", OnnxWriter.UINT8, "batch", 112L, 112L, 3L);
    graph.output("landmarks", OnnxWriter.FLOAT, "batch", 136L);
    String x = layers.image(new float[] {122.782f, 117.001f, 104.298f}, 1f / 255);
    String first =
        layers.convolution(
            x, "dense0/conv0/filters", weights.floats("dense0/conv0/bias"), 2, Padding.SAME);
    x = denseBlock(layers, first, "dense0");
    for (String block : List.of("dense1", "dense2", "dense3")) {
      x = denseBlock(layers, layers.separable(x, block + "/conv0", 2), block);
    }
    x =
        graph.node(
            "AveragePool",
            List.of(x),
            "kernel_shape",
            new long[] {7, 7},
            "strides",
            new long[] {2, 2});
    x = graph.node("Flatten", List.of(x), "axis", 1);
    x = graph.node("MatMul", List.of(x, layers.matrix("fc/weights", 256, 136)));
    graph.nodeTo(
        "landmarks", "Add", List.of(x, graph.floats("fc_bias", weights.floats("fc/bias"), 136)));
  }

  /** Three separable convolutions, each added to the sum of those before. */
  private static String denseBlock(NetworkLayers layers, String input, String prefix) {
    String first = layers.relu(input);
    String second = layers.separable(first, prefix + "/conv1", 1);
    String sum2 = layers.add(first, second);
    String third = layers.separable(layers.relu(sum2), prefix + "/conv2", 1);
    String sum3 = layers.add(sum2, third);
    String fourth = layers.separable(layers.relu(sum3), prefix + "/conv3", 1);
    return layers.relu(layers.add(sum3, fourth));
  }
}
