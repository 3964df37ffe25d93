package northpost.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kibana's saved objects, with all that Kibana keeps as JSON within a string decoded. Read from the
 * NDJSON that Kibana imports and exports, or from a folder with a file for each.
 */
public final class SavedObjects {
  static final String DATA_VIEW = "index-pattern";
  static final String DASHBOARD = "dashboard";

  /** Folders of the source: one for each type of object. */
  static final List<String> FOLDERS = List.of("data-views", "dashboards");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Strings of the attributes that hold JSON, by their path. */
  private static final List<List<String>> ENCODED =
      List.of(
          List.of("panelsJSON"),
          List.of("optionsJSON"),
          List.of("kibanaSavedObjectMeta", "searchSourceJSON"),
          List.of("controlGroupInput", "panelsJSON"),
          List.of("controlGroupInput", "ignoreParentSettingsJSON"),
          List.of("fieldFormatMap"),
          List.of("fieldAttrs"),
          List.of("runtimeFieldMap"),
          List.of("sourceFilters"),
          List.of("fields"),
          List.of("typeMeta"));

  private final List<ObjectNode> objects;

  private SavedObjects(List<ObjectNode> objects) {
    this.objects = List.copyOf(objects);
  }

  /**
   * Reads an NDJSON file, or the objects in a folder: {@code data-views/*.json} and {@code
   * dashboards/*.json} by name.
   *
   * @throws IllegalArgumentException when a line or file is no saved object
   */
  public static SavedObjects read(Path path) throws IOException {
    List<ObjectNode> objects = new ArrayList<>();
    if (Files.isDirectory(path)) {
      for (String folder : FOLDERS) {
        for (Path file : jsonFiles(path.resolve(folder))) {
          objects.add(object(file.toString(), Files.readString(file)));
        }
      }
    } else if (Files.isRegularFile(path)) {
      List<String> lines = Files.readAllLines(path);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          ObjectNode object = json(path + ":" + (i + 1), lines.get(i));
          if (!object.has("exportedCount")) {
            objects.add(object(path + ":" + (i + 1), object));
          }
        }
      }
    } else {
      throw new IllegalArgumentException(
          path + ": got nothing there, expected an NDJSON file or a folder of saved objects");
    }
    if (objects.isEmpty()) {
      throw new IllegalArgumentException(path + ": got no saved objects, expected some");
    }
    return new SavedObjects(objects);
  }

  static SavedObjects of(List<ObjectNode> objects) {
    return new SavedObjects(objects.stream().map(each -> object("object", each)).toList());
  }

  /** The JSON files of a folder by name; none where there is no such folder. */
  static List<Path> jsonFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** All objects, decoded, in the order they were read. */
  List<ObjectNode> all() {
    return objects;
  }

  List<ObjectNode> ofType(String type) {
    return objects.stream().filter(object -> type.equals(object.path("type").asText())).toList();
  }

  /** The paths within the attributes of what Kibana keeps as JSON within a string. */
  static List<List<String>> encoded() {
    return ENCODED;
  }

  private static ObjectNode object(String place, String text) {
    return object(place, json(place, text));
  }

  private static ObjectNode object(String place, ObjectNode object) {
    for (String field : List.of("type", "id", "attributes")) {
      if (!object.hasNonNull(field)) {
        throw new IllegalArgumentException(
            place + ": got no '" + field + "', expected a saved object with type, id, attributes");
      }
    }
    ObjectNode decoded = object.deepCopy();
    for (List<String> path : ENCODED) {
      JsonNode parent = decoded.path("attributes");
      for (String step : path.subList(0, path.size() - 1)) {
        parent = parent.path(step);
      }
      String last = path.get(path.size() - 1);
      if (parent instanceof ObjectNode node && node.path(last).isTextual()) {
        node.set(last, decoded(place + ": " + last, node.path(last).asText()));
      }
    }
    return decoded;
  }

  private static JsonNode decoded(String place, String text) {
    try {
      return text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          place + ": got a string that is no JSON, expected JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static ObjectNode json(String place, String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalArgumentException(place + ": got no JSON object, expected one");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          place + ": got what is no JSON, expected a saved object: " + e.getOriginalMessage(), e);
    }
  }
}
