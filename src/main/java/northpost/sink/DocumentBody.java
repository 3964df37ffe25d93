package northpost.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import northpost.domain.Rate;

/**
 * A document's JSON in the making: fields by dotted name, written as nested objects in the order of
 * their first mention. A null value leaves its field out.
 */
final class DocumentBody {
  static final String ECS_VERSION = "9.0.0";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode root = JSON.createObjectNode();

  private DocumentBody() {}

  /** Starts a document with what all kinds have. */
  static DocumentBody of(DocumentKind kind, String eventKind, Instant timestamp) {
    return new DocumentBody()
        .put("@timestamp", timestamp)
        .put("ecs.version", ECS_VERSION)
        .put("event.kind", eventKind)
        .put("event.module", "northpost")
        .put("event.dataset", kind.dataset())
        .put("service.name", "northpost");
  }

  DocumentBody put(String field, String value) {
    if (value != null) {
      parent(field).put(leaf(field), value);
    }
    return this;
  }

  DocumentBody put(String field, Enum<?> value) {
    return put(field, value == null ? null : value.name());
  }

  DocumentBody put(String field, Instant value) {
    return put(field, value == null ? null : value.toString());
  }

  DocumentBody put(String field, long value) {
    parent(field).put(leaf(field), value);
    return this;
  }

  /** NaN and the infinities have no JSON: such a field is left out. */
  DocumentBody put(String field, double value) {
    if (Double.isFinite(value)) {
      parent(field).put(leaf(field), value);
    }
    return this;
  }

  DocumentBody put(String field, Double value) {
    return value == null ? this : put(field, value.doubleValue());
  }

  DocumentBody put(String field, List<String> values) {
    if (values != null) {
      values.forEach(parent(field).putArray(leaf(field))::add);
    }
    return this;
  }

  /** A rate with what it rests on, never bare. */
  DocumentBody put(String field, Rate rate) {
    return put(field + ".numerator", rate.numerator())
        .put(field + ".denominator", rate.denominator())
        .put(field + ".rate", rate.rate())
        .put(field + ".lower", rate.lower())
        .put(field + ".upper", rate.upper());
  }

  byte[] toBytes() {
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("document " + root.path("event").path("id"), e);
    }
  }

  private ObjectNode parent(String field) {
    ObjectNode node = root;
    int from = 0;
    for (int dot = field.indexOf('.'); dot >= 0; dot = field.indexOf('.', from)) {
      node = node.withObjectProperty(field.substring(from, dot));
      from = dot + 1;
    }
    return node;
  }

  private static String leaf(String field) {
    return field.substring(field.lastIndexOf('.') + 1);
  }
}
