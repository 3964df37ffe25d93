package northpost.tool.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The layers the four networks share, from TensorFlow's layout (NHWC, HWIO) to ONNX's (NCHW, OIHW).
 *
 * <p>Quantised filters stay bytes and are widened in the graph by Cast, Sub and Mul, which ONNX
 * Runtime folds when it loads the file. DequantizeLinear is not folded and was measured 1.6 to 3.6
 * times slower.
 */
final class NetworkLayers {
  private final TfjsWeights weights;
  private final OnnxWriter graph;
  private int nextConstant;

  NetworkLayers(TfjsWeights weights, OnnxWriter graph) {
    this.weights = weights;
    this.graph = graph;
  }

  /** Where a convolution reads beyond the edge of its input. */
  enum Padding {
    VALID,
    SAME
  }

  /** The input {@code image} (uint8, NHWC, RGB) as {@code (value - mean) * factor}, NCHW. */
  String image(float[] mean, float factor) {
    String cast = graph.node("Cast", List.of("image"), "to", OnnxWriter.FLOAT);
    String planes = graph.node("Transpose", List.of(cast), "perm", new long[] {0, 3, 1, 2});
    String centred = graph.node("Sub", List.of(planes, graph.floats("mean_rgb", mean, 1, 3, 1, 1)));
    return graph.node("Mul", List.of(centred, graph.floats("input_scale", new float[] {factor})));
  }

  /** A convolution without a factor on its filters. */
  String convolution(String input, String filters, float[] bias, int stride, Padding padding) {
    return convolution(input, filters, null, bias, stride, padding);
  }

  /**
   * A convolution whose filters are multiplied by one factor for each output channel.
   *
   * @param factors null for none
   * @param bias null for none
   */
  String convolution(
      String input, String filters, float[] factors, float[] bias, int stride, Padding padding) {
    return convolution(input, weights.tensor(filters), false, factors, bias, stride, padding);
  }

  /** One filter for each channel; stride and factors as for a convolution. */
  String depthwise(String input, String filters, float[] factors, float[] bias, int stride) {
    return convolution(input, weights.tensor(filters), true, factors, bias, stride, Padding.SAME);
  }

  /** A depthwise convolution, then a pointwise one with bias. */
  String separable(String input, String prefix, int stride) {
    String depthwise = depthwise(input, prefix + "/depthwise_filter", null, null, stride);
    return convolution(
        depthwise, prefix + "/pointwise_filter", weights.floats(prefix + "/bias"), 1, Padding.SAME);
  }

  /** A matrix of the weights as it is stored. */
  String matrix(String name, int rows, int columns) {
    int[] order = new int[rows * columns];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    return constant(weights.tensor(name), order, new long[] {rows, columns}, null);
  }

  String relu(String input) {
    return graph.node("Relu", List.of(input));
  }

  String add(String a, String b) {
    return graph.node("Add", List.of(a, b));
  }

  /** Appends zeros: rows and columns at the bottom and right, or channels. */
  String padZeros(String input, long channels, long rowsAndColumns) {
    String pads =
        graph.longs(
            "pad" + nextConstant++, 0, 0, 0, 0, 0, channels, rowsAndColumns, rowsAndColumns);
    return graph.node("Pad", List.of(input, pads));
  }

  private String convolution(
      String input,
      TfjsTensor filters,
      boolean depthwise,
      float[] factors,
      float[] bias,
      int stride,
      Padding padding) {
    List<Object> attributes = new ArrayList<>();
    long height = filters.dimension(0);
    long width = filters.dimension(1);
    attributes.addAll(List.of("kernel_shape", new long[] {height, width}));
    attributes.addAll(List.of("strides", new long[] {stride, stride}));
    if (depthwise) {
      attributes.addAll(List.of("group", (long) filters.dimension(2)));
    }
    if (padding == Padding.SAME && height > 1) {
      if (stride == 1) {
        attributes.addAll(
            List.of("pads", new long[] {height / 2, width / 2, height / 2, width / 2}));
      } else {
        // TensorFlow's 'same' with stride 2 pads right and below only, for even sizes.
        attributes.addAll(List.of("auto_pad", "SAME_UPPER"));
      }
    }
    String reordered = depthwise ? depthwiseFilters(filters, factors) : filters(filters, factors);
    List<String> inputs =
        bias == null
            ? List.of(input, reordered)
            : List.of(input, reordered, graph.floats("b" + nextConstant++, bias, bias.length));
    return graph.node("Conv", inputs, attributes.toArray());
  }

  /** HWIO to OIHW. */
  private String filters(TfjsTensor tensor, float[] factors) {
    int height = tensor.dimension(0);
    int width = tensor.dimension(1);
    int inputs = tensor.dimension(2);
    int outputs = tensor.dimension(3);
    int[] order = new int[tensor.size()];
    int next = 0;
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            order[next++] = ((y * width + x) * inputs + i) * outputs + o;
          }
        }
      }
    }
    return constant(tensor, order, new long[] {outputs, inputs, height, width}, factors);
  }

  /** HWC1 to C1HW. */
  private String depthwiseFilters(TfjsTensor tensor, float[] factors) {
    int height = tensor.dimension(0);
    int width = tensor.dimension(1);
    int channels = tensor.dimension(2);
    if (tensor.dimension(3) != 1) {
      throw new IllegalArgumentException(
          tensor.name() + ": got channel multiplier " + tensor.dimension(3) + ", expected 1");
    }
    int[] order = new int[tensor.size()];
    int next = 0;
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          order[next++] = (y * width + x) * channels + c;
        }
      }
    }
    return constant(tensor, order, new long[] {channels, 1, height, width}, factors);
  }

  /** The tensor's values in the given order, as bytes where they are quantised. */
  private String constant(TfjsTensor tensor, int[] order, long[] shape, float[] factors) {
    String name = tensor.name().replace('/', '.');
    int outputs = (int) shape[0];
    int perOutput = order.length / outputs;
    if (!tensor.hasZeroPoint()) {
      float[] source = tensor.floats();
      float[] values = new float[order.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = source[order[i]] * (factors == null ? 1f : factors[i / perOutput]);
      }
      return graph.floats(name, values, shape);
    }
    byte[] values = new byte[order.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.quantisedAt(order[i]);
    }
    String stored = graph.bytes(name + ".q", values, shape);
    float[] scales = new float[factors == null ? 1 : outputs];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = (float) (tensor.scale() * (factors == null ? 1 : factors[i]));
    }
    long[] scaleShape = new long[factors == null ? 0 : shape.length];
    Arrays.fill(scaleShape, 1);
    if (factors != null) {
      scaleShape[0] = outputs;
    }
    String cast = graph.node("Cast", List.of(stored), "to", OnnxWriter.FLOAT);
    String centred =
        graph.node(
            "Sub", List.of(cast, graph.floats(name + ".zp", new float[] {tensor.zeroPoint()})));
    return graph.node("Mul", List.of(centred, graph.floats(name + ".scale", scales, scaleShape)));
  }
}
