package northpost.wire.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * One line of JSON in the making: fields in the order they are put, null fields left out. Written
 * as it is put, since a document of a window comes about once for each capture.
 */
public final class JsonLine {
  private static final int FIRST_CHARACTERS = 512;

  private final StringBuilder text = new StringBuilder(FIRST_CHARACTERS).append('{');

  public JsonLine put(String name, String value) {
    if (value != null) {
      name(name);
      quoted(value);
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
    return value == null ? this : put(name, value.longValue());
  }

  public JsonLine put(String name, Long value) {
    return value == null ? this : put(name, value.longValue());
  }

  public JsonLine put(String name, Double value) {
    return value == null ? this : put(name, value.doubleValue());
  }

  public JsonLine put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  public JsonLine put(String name, double value) {
    name(name);
    if (Double.isFinite(value)) {
      text.append(DoubleTexts.of(value));
    } else {
      quoted(Double.toString(value));
    }
    return this;
  }

  public JsonLine put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  public JsonLine put(String name, Collection<String> values) {
    name(name);
    text.append('[');
    for (String value : values) {
      next('[');
      quoted(value);
    }
    text.append(']');
    return this;
  }

  public JsonLine put(String name, float[] values) {
    name(name);
    text.append('[');
    for (float value : values) {
      next('[');
      if (Float.isFinite(value)) {
        text.append(value);
      } else {
        quoted(Float.toString(value));
      }
    }
    text.append(']');
    return this;
  }

  /** An object, made with a line of its own. */
  public JsonLine putObject(String name, JsonLine value) {
    name(name);
    append(value);
    return this;
  }

  /** An object of objects. */
  public JsonLine putObject(String name, Map<String, JsonLine> values) {
    name(name);
    text.append('{');
    values.forEach(
        (key, value) -> {
          name(key);
          append(value);
        });
    text.append('}');
    return this;
  }

  /** Objects, each made with a line of its own. */
  public JsonLine putObjects(String name, Collection<JsonLine> values) {
    name(name);
    text.append('[');
    for (JsonLine value : values) {
      next('[');
      append(value);
    }
    text.append(']');
    return this;
  }

  private void append(JsonLine value) {
    text.append(value.text).append('}');
  }

  private void name(String name) {
    next('{');
    quoted(name);
    text.append(':');
  }

  /** A comma, unless this is the first after the opening bracket. */
  private void next(char opening) {
    if (text.charAt(text.length() - 1) != opening) {
      text.append(',');
    }
  }

  private void quoted(String value) {
    text.append('"');
    if (isPlain(value)) {
      text.append(value);
    } else {
      JsonStringEncoder.getInstance().quoteAsString(value, text);
    }
    text.append('"');
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
