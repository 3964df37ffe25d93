package northpost.tool.convert;

import java.util.Arrays;
import java.util.List;
import northpost.tool.convert.NetworkLayers.Padding;

/** SSD on MobileNet v1: 5118 decoded boxes (y0 x0 y1 x1, 0 to 1) and the score of each. */
final class SsdMobilenetV1Network {
  private static final double BATCH_NORM_EPSILON = 0.0010000000474974513;
  private static final int SCALES = 6;
  private static final List<Integer> DOWNSAMPLING_LAYERS = List.of(2, 4, 6, 12);

  private final TfjsWeights weights;
  private final OnnxWriter graph;
  private final NetworkLayers layers;
  private String zero;
  private String six;

  private SsdMobilenetV1Network(TfjsWeights weights, OnnxWriter graph) {
    this.weights = weights;
    this.graph = graph;
    this.layers = new NetworkLayers(weights, graph);
  }

  static void write(TfjsWeights weights, OnnxWriter graph) {
    new SsdMobilenetV1Network(weights, graph).write();
  }

  private void write() {
    graph.input("image", OnnxWriter.UINT8, "batch", 512L, 512L, 3L);
    graph.output("boxes", OnnxWriter.FLOAT, "batch", 5118L, 4L);
    graph.output("scores", OnnxWriter.FLOAT, "batch", 5118L);
    String image = layers.image(new float[] {127.5f, 127.5f, 127.5f}, 1f / 127.5f);
    String[] features = features(image);
    String[] boxes = new String[SCALES];
    String[] classes = new String[SCALES];
    String boxShape = graph.longs("shape4", 0, -1, 4);
    String classShape = graph.longs("shape3", 0, -1, 3);
    for (int i = 0; i < SCALES; i++) {
      String prefix = "Prediction/BoxPredictor_" + i;
      boxes[i] = head(features[i], prefix + "/BoxEncodingPredictor", boxShape);
      classes[i] = head(features[i], prefix + "/ClassPredictor", classShape);
    }
    String encodings = graph.node("Concat", Arrays.asList(boxes), "axis", 1);
    String allClasses = graph.node("Concat", Arrays.asList(classes), "axis", 1);
    // Class 1 of 3 is the face; 0 is the background and 2 is unused.
    String face = graph.node("Gather", List.of(allClasses, graph.index("one", 1)), "axis", 2);
    graph.nodeTo("scores", "Sigmoid", List.of(face));
    decodeBoxes(encodings);
  }

  /** The feature maps of the six scales, finest first. */
  private String[] features(String image) {
    String[] features = new String[SCALES];
    String x = pointwise(image, "MobilenetV1/Conv2d_0_pointwise", 2);
    for (int i = 1; i <= 13; i++) {
      x = depthwise(x, "MobilenetV1/Conv2d_" + i + "_depthwise", strideOf(i));
      x = pointwise(x, "MobilenetV1/Conv2d_" + i + "_pointwise", 1);
      if (i == 11) {
        features[0] = x;
      }
    }
    features[1] = x;
    for (int i = 0; i < 8; i++) {
      x = pointwise(x, "Prediction/Conv2d_" + i + "_pointwise", i % 2 == 1 ? 2 : 1);
      if (i % 2 == 1) {
        features[2 + i / 2] = x;
      }
    }
    return features;
  }

  private static int strideOf(int layer) {
    return DOWNSAMPLING_LAYERS.contains(layer) ? 2 : 1;
  }

  /** A depthwise convolution with its batch norm folded into factor and bias. */
  private String depthwise(String input, String prefix, int stride) {
    float[] gamma = weights.floats(prefix + "/BatchNorm/gamma");
    float[] beta = weights.floats(prefix + "/BatchNorm/beta");
    float[] mean = weights.floats(prefix + "/BatchNorm/moving_mean");
    float[] variance = weights.floats(prefix + "/BatchNorm/moving_variance");
    float[] factors = new float[gamma.length];
    float[] bias = new float[gamma.length];
    for (int c = 0; c < factors.length; c++) {
      double factor = gamma[c] / Math.sqrt(variance[c] + BATCH_NORM_EPSILON);
      factors[c] = (float) factor;
      bias[c] = (float) (beta[c] - mean[c] * factor);
    }
    return relu6(layers.depthwise(input, prefix + "/depthwise_weights", factors, bias, stride));
  }

  private String pointwise(String input, String prefix, int stride) {
    return relu6(
        layers.convolution(
            input,
            prefix + "/weights",
            weights.floats(prefix + "/convolution_bn_offset"),
            stride,
            Padding.SAME));
  }

  private String head(String input, String prefix, String shape) {
    String x =
        layers.convolution(
            input, prefix + "/weights", weights.floats(prefix + "/biases"), 1, Padding.SAME);
    x = graph.node("Transpose", List.of(x), "perm", new long[] {0, 2, 3, 1});
    return graph.node("Reshape", List.of(x, shape));
  }

  private String relu6(String input) {
    if (zero == null) {
      zero = graph.floats("c0", new float[] {0});
      six = graph.floats("c6", new float[] {6});
    }
    return graph.node("Clip", List.of(input, zero, six));
  }

  /** Centre and size relative to the anchors, to corners. */
  private void decodeBoxes(String encodings) {
    float[] anchors = weights.floats("Output/extra_dim");
    int count = anchors.length / 4;
    float[] centres = new float[count * 2];
    float[] sizes = new float[count * 2];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < 2; d++) {
        sizes[2 * i + d] = anchors[4 * i + 2 + d] - anchors[4 * i + d];
        centres[2 * i + d] = anchors[4 * i + d] + sizes[2 * i + d] / 2;
      }
    }
    String anchorCentre = graph.floats("anchor_centre", centres, 1, count, 2);
    String anchorSize = graph.floats("anchor_size", sizes, 1, count, 2);
    String axis = graph.longs("axis2", 2);
    String offset =
        graph.node("Slice", List.of(encodings, graph.longs("s0", 0), graph.longs("e2", 2), axis));
    String logSize =
        graph.node("Slice", List.of(encodings, graph.longs("s2", 2), graph.longs("e4", 4), axis));
    String shift = multiply(multiply(offset, constant("tenth", 0.1f)), anchorSize);
    String centre = layers.add(shift, anchorCentre);
    String growth = graph.node("Exp", List.of(multiply(logSize, constant("fifth", 0.2f))));
    String half = multiply(multiply(growth, anchorSize), constant("half", 0.5f));
    String upperLeft = graph.node("Sub", List.of(centre, half));
    String lowerRight = layers.add(centre, half);
    graph.nodeTo("boxes", "Concat", List.of(upperLeft, lowerRight), "axis", 2);
  }

  private String constant(String name, float value) {
    return graph.floats(name, new float[] {value});
  }

  private String multiply(String a, String b) {
    return graph.node("Mul", List.of(a, b));
  }
}
