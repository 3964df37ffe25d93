package northpost.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.NearestName;
import northpost.domain.RejectionReason;
import northpost.wire.WireException;

/**
 * One line of JSON as a record with known fields. A field that is absent or null reads as null; a
 * field that is misspelt, or of the wrong kind, is refused with its name. Fields that start with an
 * underscore are the writer's own and are passed over.
 */
final class JsonRecord {
  private static final ObjectReader READER =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .reader();

  private static final int MAX_SHOWN = 60;

  private final JsonNode node;
  private final String idField;

  private JsonRecord(JsonNode node, String idField) {
    this.node = node;
    this.idField = idField;
  }

  /**
   * Reads a line.
   *
   * @param idField the field that names the record in a rejection
   * @param fields every field a line may have
   * @throws WireException MALFORMED_RECORD when it is no JSON object, INVALID_FIELD for an unknown
   *     field
   */
  static JsonRecord parse(String line, String idField, List<String> fields) throws WireException {
    JsonNode node;
    try {
      node = READER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new WireException(
          RejectionReason.MALFORMED_RECORD,
          "column "
              + (e.getLocation() == null ? 0 : e.getLocation().getColumnNr())
              + ": "
              + e.getOriginalMessage()
              + ", expected one JSON object",
          e);
    }
    if (node == null || !node.isObject()) {
      throw new WireException(
          RejectionReason.MALFORMED_RECORD,
          "got " + (node == null ? "nothing" : kind(node)) + ", expected one JSON object");
    }
    JsonRecord record = new JsonRecord(node, idField);
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name) && !name.startsWith("_")) {
        throw record.fault(
            RejectionReason.INVALID_FIELD,
            brief(name)
                + ": unknown field, expected "
                + NearestName.of(name, fields)
                + " or another of "
                + fields);
      }
    }
    return record;
  }

  /** A fault of this record, with its id and port where they can be read. */
  WireException fault(RejectionReason reason, String message) {
    return new WireException(reason, message)
        .in(node.path(idField).textValue(), node.path("portCode").textValue());
  }

  private WireException invalid(String name, String got, String expected) {
    return fault(RejectionReason.INVALID_FIELD, name + ": got " + got + ", expected " + expected);
  }

  private JsonNode get(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  boolean has(String name) {
    return get(name) != null;
  }

  String text(String name) throws WireException {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw invalid(name, kind(value), "a text");
    }
    return value.textValue();
  }

  /** A time as ISO-8601 text or epoch milliseconds, to the millisecond. */
  Instant instant(String name) throws WireException {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    String expected = "an ISO-8601 time like 2026-07-01T12:00:00Z, or epoch milliseconds";
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return Instant.ofEpochMilli(value.longValue());
    }
    if (!value.isTextual()) {
      throw invalid(name, kind(value), expected);
    }
    try {
      Instant parsed = Instant.parse(value.textValue()).truncatedTo(ChronoUnit.MILLIS);
      return Instant.ofEpochMilli(parsed.toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw invalid(name, brief(value.textValue()), expected);
    }
  }

  Integer integer(String name) throws WireException {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw invalid(name, kind(value), "a whole number");
    }
    return value.intValue();
  }

  int requiredInteger(String name) throws WireException {
    Integer value = integer(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  long longInteger(String name, long absent) throws WireException {
    JsonNode value = get(name);
    if (value == null) {
      return absent;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw invalid(name, kind(value), "a whole number");
    }
    return value.longValue();
  }

  double number(String name, double absent) throws WireException {
    JsonNode value = get(name);
    if (value == null) {
      return absent;
    }
    if (!value.isNumber()) {
      throw invalid(name, kind(value), "a number");
    }
    return value.doubleValue();
  }

  /** A number; null when it is absent. */
  Double optionalNumber(String name) throws WireException {
    return get(name) == null ? null : (Double) number(name, 0);
  }

  /** A whole number; null when it is absent. */
  Long optionalLongInteger(String name) throws WireException {
    return get(name) == null ? null : (Long) longInteger(name, 0);
  }

  double requiredNumber(String name) throws WireException {
    if (!has(name)) {
      throw missing(name);
    }
    return number(name, 0);
  }

  boolean flag(String name, boolean absent) throws WireException {
    JsonNode value = get(name);
    if (value == null) {
      return absent;
    }
    if (!value.isBoolean()) {
      throw invalid(name, kind(value), "true or false");
    }
    return value.booleanValue();
  }

  <E extends Enum<E>> E constant(String name, Class<E> type, E absent) throws WireException {
    String text = text(name);
    if (text == null) {
      return absent;
    }
    List<String> names = new ArrayList<>();
    for (E e : type.getEnumConstants()) {
      if (e.name().equals(text)) {
        return e;
      }
      names.add(e.name());
    }
    throw invalid(
        name,
        brief(text),
        NearestName.of(text, names) + " or another of " + Arrays.toString(names.toArray()));
  }

  /** Texts; empty where the field is absent. */
  List<String> texts(String name) throws WireException {
    List<String> result = new ArrayList<>();
    JsonNode value = get(name);
    if (value == null) {
      return result;
    }
    if (!value.isArray()) {
      throw invalid(name, kind(value), "a list of texts");
    }
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw invalid(name + "[" + result.size() + "]", kind(element), "a text");
      }
      result.add(element.textValue());
    }
    return result;
  }

  float[] floats(String name) throws WireException {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      throw invalid(name, kind(value), "a list of numbers");
    }
    float[] result = new float[value.size()];
    for (int i = 0; i < result.length; i++) {
      JsonNode element = value.get(i);
      if (!element.isNumber()) {
        throw invalid(name + "[" + i + "]", kind(element), "a number");
      }
      result[i] = element.floatValue();
    }
    return result;
  }

  /** A vector as a list of numbers, or as base64 of little-endian float32. */
  float[] vector(String name) throws WireException {
    JsonNode value = get(name);
    if (value == null || !value.isTextual()) {
      return floats(name);
    }
    String expected = "a list of numbers, or base64 of little-endian float32";
    try {
      byte[] bytes = Base64.getDecoder().decode(value.textValue());
      if (bytes.length % Float.BYTES != 0) {
        throw invalid(name, bytes.length + " bytes", expected);
      }
      float[] result = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(result);
      return result;
    } catch (IllegalArgumentException e) {
      throw invalid(name, brief(value.textValue()), expected);
    }
  }

  /** An object of numbers, in its order; empty where the field is absent. */
  Map<String, Double> numbers(String name) throws WireException {
    Map<String, Double> result = new LinkedHashMap<>();
    JsonNode value = get(name);
    if (value == null) {
      return result;
    }
    if (!value.isObject()) {
      throw invalid(name, kind(value), "an object of numbers");
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (!field.getValue().isNumber()) {
        throw invalid(name + "." + brief(field.getKey()), kind(field.getValue()), "a number");
      }
      result.put(field.getKey(), field.getValue().doubleValue());
    }
    return result;
  }

  /**
   * The photo of {@code image} (base64) or {@code imagePath}; null where neither is given.
   *
   * @throws WireException INVALID_FIELD when both are given, or it cannot be read
   */
  byte[] image(ImageFolder folder) throws WireException {
    String base64 = text("image");
    String path = text("imagePath");
    if (base64 != null && path != null) {
      throw invalid("image", "image and imagePath", "one of the two");
    }
    try {
      if (path != null) {
        return folder.read(path);
      }
      return base64 == null ? null : ImageFolder.fromBase64(base64);
    } catch (WireException e) {
      throw fault(e.reason(), e.getMessage());
    }
  }

  WireException missing(String name) {
    return fault(RejectionReason.MISSING_FIELD, name + ": got nothing, expected a value");
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case NULL -> "null";
      default -> brief(value.toString());
    };
  }

  /** A value as an error shows it: it may be a whole photo in the wrong field. */
  private static String brief(String value) {
    return value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "...";
  }
}
