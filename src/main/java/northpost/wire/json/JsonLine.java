package northpost.wire.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** One line of JSON in the making: fields in the order they are put, null fields left out. */
public final class JsonLine {
  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  public JsonLine put(String name, String value) {
    if (value != null) {
      node.put(name, value);
    }
    return this;
  }

  public JsonLine put(String name, Enum<?> value) {
    return put(name, value == null ? null : value.name());
  }

  public JsonLine put(String name, Instant value) {
    return put(name, value == null ? null : value.toString());
  }

  public JsonLine put(String name, Integer value) {
    if (value != null) {
      node.put(name, value);
    }
    return this;
  }

  public JsonLine put(String name, Long value) {
    if (value != null) {
      node.put(name, value);
    }
    return this;
  }

  public JsonLine put(String name, Double value) {
    if (value != null) {
      node.put(name, value);
    }
    return this;
  }

  public JsonLine put(String name, long value) {
    node.put(name, value);
    return this;
  }

  public JsonLine put(String name, double value) {
    node.put(name, value);
    return this;
  }

  public JsonLine put(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  public JsonLine put(String name, Collection<String> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(array::add);
    return this;
  }

  public JsonLine put(String name, float[] values) {
    ArrayNode array = node.putArray(name);
    for (float v : values) {
      array.add(v);
    }
    return this;
  }

  /** An object, made with a line of its own. */
  public JsonLine putObject(String name, JsonLine value) {
    node.set(name, value.node);
    return this;
  }

  /** An object of objects. */
  public JsonLine putObject(String name, Map<String, JsonLine> values) {
    ObjectNode object = node.putObject(name);
    values.forEach((key, value) -> object.set(key, value.node));
    return this;
  }

  /** Objects, each made with a line of its own. */
  public JsonLine putObjects(String name, Collection<JsonLine> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(v -> array.add(v.node));
    return this;
  }

  @Override
  public String toString() {
    return node.toString();
  }
}
