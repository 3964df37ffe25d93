package northpost.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A line of a file, with errors that name it. */
record ScoredLine(Path file, int number, JsonNode node) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<ScoredLine> of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + ": got no such file, expected one of JSON lines");
    }
    List<ScoredLine> lines = new ArrayList<>();
    int number = 0;
    for (String text : Files.readAllLines(file)) {
      number++;
      if (!text.isBlank()) {
        lines.add(new ScoredLine(file, number, parse(file, number, text)));
      }
    }
    return lines;
  }

  private static JsonNode parse(Path file, int number, String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + ": line " + number + ": got no JSON, expected one JSON object", e);
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          file + ": line " + number + ": got " + node + ", expected one JSON object");
    }
    return node;
  }

  String text(String name) {
    String value = optionalText(name);
    require(value != null, name, "a text");
    return value;
  }

  String optionalText(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    require(value.isTextual(), name, "a text");
    return value.textValue();
  }

  Instant instant(String name) {
    Instant value = optionalInstant(name);
    require(value != null, name, "a time like 2026-07-01T12:00:00Z");
    return value;
  }

  Instant optionalInstant(String name) {
    String value = optionalText(name);
    try {
      return value == null ? null : Instant.parse(value);
    } catch (DateTimeException e) {
      throw fault(name, "a time like 2026-07-01T12:00:00Z");
    }
  }

  int positive(String name) {
    JsonNode value = node.path(name);
    require(value.canConvertToInt() && value.intValue() > 0, name, "a whole number above 0");
    return value.intValue();
  }

  Double optionalSeconds(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    require(value.isNumber() && value.doubleValue() > 0, name, "seconds above 0");
    return value.doubleValue();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    JsonNode value = node.path(name);
    require(value.isMissingNode() || value.isNull() || value.isArray(), name, "a list of texts");
    for (JsonNode text : value) {
      require(text.isTextual(), name, "a list of texts");
      texts.add(text.textValue());
    }
    return texts;
  }

  void require(boolean sound, String name, String expected) {
    if (!sound) {
      throw fault(name, expected);
    }
  }

  private IllegalArgumentException fault(String name, String expected) {
    JsonNode got = node.path(name);
    return new IllegalArgumentException(
        file
            + ": line "
            + number
            + ": "
            + name
            + ": got "
            + (got.isMissingNode() ? "nothing" : got)
            + ", expected "
            + expected);
  }
}
