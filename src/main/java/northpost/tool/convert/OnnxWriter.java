package northpost.tool.convert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Collects the nodes and constants of one ONNX graph and writes the file. Field numbers are those
 * of onnx.proto3; the same calls in the same order give the same bytes.
 */
final class OnnxWriter {
  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int INT64 = 7;

  private static final int OPSET = 13;
  private static final int IR_VERSION = 7;

  private final String name;
  private final ProtobufMessage nodes = new ProtobufMessage();
  private final ProtobufMessage initialisers = new ProtobufMessage();
  private final ProtobufMessage ports = new ProtobufMessage();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private int nextNode;

  OnnxWriter(String name) {
    this.name = name;
  }

  void metadata(String key, String value) {
    metadata.put(key, value);
  }

  /** Declares an input; a dimension is a number where it is fixed and a name where it is not. */
  void input(String input, int type, Object... dimensions) {
    ports.message(11, valueInfo(input, type, dimensions));
  }

  /** Declares an output; dimensions as for an input. */
  void output(String output, int type, Object... dimensions) {
    ports.message(12, valueInfo(output, type, dimensions));
  }

  /** A float32 constant; without dimensions one value is a scalar and several are a vector. */
  String floats(String constant, float[] values, long... dimensions) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putFloat(value);
    }
    long[] shape =
        dimensions.length == 0 && values.length != 1 ? new long[] {values.length} : dimensions;
    return initialiser(constant, FLOAT, shape, raw.array());
  }

  String bytes(String constant, byte[] values, long... dimensions) {
    return initialiser(constant, UINT8, dimensions, values);
  }

  /** A scalar int64 constant. */
  String index(String constant, long value) {
    return initialiser(constant, INT64, new long[0], int64(value));
  }

  /** A vector of int64. */
  String longs(String constant, long... values) {
    return initialiser(constant, INT64, new long[] {values.length}, int64(values));
  }

  /**
   * Adds a node and returns the name of its one output.
   *
   * @param attributes name, value, name, value, ...; a value is a whole number, a Float, a String
   *     or a long[]
   */
  String node(String operator, List<String> inputs, Object... attributes) {
    String output = operator.toLowerCase(Locale.ROOT) + "_" + nextNode++;
    return nodeTo(output, operator, inputs, attributes);
  }

  /** Adds a node whose output has the given name. */
  String nodeTo(String output, String operator, List<String> inputs, Object... attributes) {
    ProtobufMessage node = new ProtobufMessage();
    inputs.forEach(input -> node.string(1, input));
    node.string(2, output).string(3, output).string(4, operator);
    for (int i = 0; i < attributes.length; i += 2) {
      node.message(5, attribute((String) attributes[i], attributes[i + 1]));
    }
    nodes.message(1, node);
    return output;
  }

  byte[] toByteArray() {
    ProtobufMessage graph =
        new ProtobufMessage()
            .string(2, name)
            .fieldsOf(nodes)
            .fieldsOf(initialisers)
            .fieldsOf(ports);
    ProtobufMessage model =
        new ProtobufMessage().integer(1, IR_VERSION).string(2, "tfjs2onnx").string(3, "1");
    model.message(7, graph).message(8, new ProtobufMessage().string(1, "").integer(2, OPSET));
    metadata.forEach(
        (key, value) -> model.message(14, new ProtobufMessage().string(1, key).string(2, value)));
    return model.toByteArray();
  }

  private static ProtobufMessage attribute(String name, Object value) {
    ProtobufMessage attribute = new ProtobufMessage().string(1, name);
    if (value instanceof Float number) {
      return attribute.float32(2, number).integer(20, 1);
    }
    if (value instanceof Number number) {
      return attribute.integer(3, number.longValue()).integer(20, 2);
    }
    if (value instanceof String text) {
      return attribute.string(4, text).integer(20, 3);
    }
    if (value instanceof long[] numbers) {
      for (long number : numbers) {
        attribute.integer(8, number);
      }
      return attribute.integer(20, 7);
    }
    throw new IllegalArgumentException(
        "attribute " + name + ": got " + value + ", expected a number, a String or a long[]");
  }

  private static ProtobufMessage valueInfo(String name, int type, Object... dimensions) {
    ProtobufMessage shape = new ProtobufMessage();
    for (Object dimension : dimensions) {
      shape.message(
          1,
          dimension instanceof String symbol
              ? new ProtobufMessage().string(2, symbol)
              : new ProtobufMessage().integer(1, ((Number) dimension).longValue()));
    }
    ProtobufMessage tensor = new ProtobufMessage().integer(1, type).message(2, shape);
    return new ProtobufMessage()
        .string(1, name)
        .message(2, new ProtobufMessage().message(1, tensor));
  }

  private String initialiser(String constant, int type, long[] dimensions, byte[] raw) {
    ProtobufMessage tensor = new ProtobufMessage();
    for (long dimension : dimensions) {
      tensor.integer(1, dimension);
    }
    initialisers.message(5, tensor.integer(2, type).string(8, constant).bytes(9, raw));
    return constant;
  }

  private static byte[] int64(long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      raw.putLong(value);
    }
    return raw.array();
  }
}
