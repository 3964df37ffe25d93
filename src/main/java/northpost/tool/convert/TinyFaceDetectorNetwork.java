package northpost.tool.convert;

import java.util.List;
import northpost.tool.convert.NetworkLayers.Padding;

/** The tiny face detector: one grid of 32-pixel cells with five anchors each, as raw logits. */
final class TinyFaceDetectorNetwork {
  private TinyFaceDetectorNetwork() {}

  static void write(TfjsWeights weights, OnnxWriter graph) {
    NetworkLayers layers = new NetworkLayers(weights, graph);
    graph.input("image", OnnxWriter.UINT8, "batch", "height", "width", 3L);
    graph.output("grid", OnnxWriter.FLOAT, "batch", "rows", "cols", 25L);
    String x = layers.image(new float[] {117.001f, 114.697f, 97.404f}, 1f / 255);
    x =
        leaky(
            graph,
            layers.convolution(x, "conv0/filters", weights.floats("conv0/bias"), 1, Padding.VALID));
    for (int i = 1; i <= 5; i++) {
      x = leaky(graph, layers.separable(maxPool(graph, x, 2), "conv" + i, 1));
    }
    x = maxPool(graph, x, 1);
    x = layers.convolution(x, "conv8/filters", weights.floats("conv8/bias"), 1, Padding.VALID);
    graph.nodeTo("grid", "Transpose", List.of(x), "perm", new long[] {0, 2, 3, 1});
  }

  private static String leaky(OnnxWriter graph, String input) {
    return graph.node("LeakyRelu", List.of(input), "alpha", 0.1f);
  }

  private static String maxPool(OnnxWriter graph, String input, int stride) {
    return graph.node(
        "MaxPool",
        List.of(input),
        "kernel_shape",
        new long[] {2, 2},
        "strides",
        new long[] {stride, stride},
        "auto_pad",
        "SAME_UPPER");
  }
}
