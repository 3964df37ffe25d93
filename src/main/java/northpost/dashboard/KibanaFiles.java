package northpost.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder of the source of all Kibana objects, and the file made of it for Kibana to import.
 *
 * <p>In the source each object is a file, its JSON within strings decoded, its references where
 * they are used, formulas without the columns that follow from them, and its keys in the order of
 * the alphabet: a change in Kibana gives a difference that can be read.
 */
public final class KibanaFiles {
  /** What Kibana imports, within the folder. */
  public static final String IMPORT = "northpost.ndjson";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter SORTED =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true).writer();
  private static final ObjectWriter PRETTY =
      SORTED.with(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withArrayIndenter(new DefaultIndenter("  ", "\n"))
              .withObjectIndenter(new DefaultIndenter("  ", "\n")));

  /** What an export has and a source must not: it changes without anybody changing anything. */
  private static final List<String> VOLATILE =
      List.of(
          "updated_at",
          "created_at",
          "updated_by",
          "created_by",
          "version",
          "namespaces",
          "originId",
          "migrationVersion",
          "accessControl");

  private final Path folder;

  public KibanaFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Puts every file in its normal form and writes the import file.
   *
   * @return the files that were changed, relative to the folder
   */
  public List<String> build() throws IOException {
    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, String> file : expected().entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
        changed.add(file.getKey());
      }
    }
    return changed;
  }

  /**
   * Takes dashboards and data views as Kibana exports them into the source, then builds.
   *
   * @param export NDJSON
   * @return the files that were changed
   */
  public List<String> build(Path export) throws IOException {
    List<String> changed = new ArrayList<>();
    for (ObjectNode object : SavedObjects.read(export).all()) {
      String name = fileName(object);
      String text = pretty(source(object));
      Path path = folder.resolve(name);
      if (!Files.exists(path) || !Files.readString(path).equals(text)) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        changed.add(name);
      }
    }
    changed.addAll(build());
    return changed.stream().distinct().toList();
  }

  /** The files that {@link #build()} would change. */
  public List<String> check() throws IOException {
    List<String> different = new ArrayList<>();
    for (Map.Entry<String, String> file : expected().entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.exists(path)) {
        different.add(file.getKey() + ": got no file, expected one");
      } else if (!Files.readString(path).equals(file.getValue())) {
        different.add(file.getKey() + ": " + firstDifference(path, file.getValue()));
      }
    }
    return different;
  }

  private static String firstDifference(Path path, String expected) throws IOException {
    String[] got = Files.readString(path).split("\n", -1);
    String[] wanted = expected.split("\n", -1);
    int line = 0;
    while (line < Math.min(got.length, wanted.length) && got[line].equals(wanted[line])) {
      line++;
    }
    return "line " + (line + 1) + ": got " + shown(got, line) + ", expected " + shown(wanted, line);
  }

  private static String shown(String[] lines, int line) {
    String text = line < lines.length ? lines[line].strip() : "";
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
  }

  /** Every file that the folder should have, with its text. */
  private Map<String, String> expected() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    StringBuilder lines = new StringBuilder();
    for (ObjectNode object : SavedObjects.read(folder).all()) {
      String name = fileName(object);
      ObjectNode source = source(object);
      if (files.put(name, pretty(source)) != null) {
        throw new IllegalArgumentException(
            folder + ": got the id of " + name + " twice, expected once");
      }
      lines.append(line(source)).append('\n');
    }
    for (Path file : SavedObjects.jsonFiles(folder.resolve("rules"))) {
      JsonNode rule = json(file);
      files.put("rules/" + file.getFileName(), pretty(rule));
    }
    files.put(IMPORT, lines.toString());
    return files;
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + ": got what is no JSON, expected a rule: " + e.getOriginalMessage(), e);
    }
  }

  private static String fileName(ObjectNode object) {
    String type = object.path("type").asText();
    String folder =
        switch (type) {
          case SavedObjects.DATA_VIEW -> "data-views";
          case SavedObjects.DASHBOARD -> "dashboards";
          default ->
              throw new IllegalArgumentException(
                  "got an object of type '" + type + "', expected dashboards and data views");
        };
    return folder + "/" + object.path("id").asText() + ".json";
  }

  /** The form that is reviewed. */
  static ObjectNode source(ObjectNode object) {
    ObjectNode source = object.deepCopy();
    source.remove(VOLATILE);
    if (source.path("type").asText().equals(SavedObjects.DASHBOARD)) {
      List<String> problems = new ArrayList<>();
      References.bringIn(source, problems::add);
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("\n", problems));
      }
      for (JsonNode panel : source.path("attributes").path("panelsJSON")) {
        for (JsonNode layer : References.layers(panel)) {
          FormulaColumns.remove((ObjectNode) layer);
        }
      }
    } else {
      source.remove("references");
    }
    return source;
  }

  /** A line of what Kibana imports. */
  static String line(ObjectNode source) {
    ObjectNode object = source.deepCopy();
    if (object.path("type").asText().equals(SavedObjects.DASHBOARD)) {
      References.takeOut(object);
      for (JsonNode panel : object.path("attributes").path("panelsJSON")) {
        for (JsonNode layer : References.layers(panel)) {
          FormulaColumns.add((ObjectNode) layer);
        }
      }
    } else {
      object.putArray("references");
    }
    for (List<String> path : SavedObjects.encoded()) {
      JsonNode parent = object.path("attributes");
      for (String step : path.subList(0, path.size() - 1)) {
        parent = parent.path(step);
      }
      String last = path.get(path.size() - 1);
      if (parent instanceof ObjectNode node && node.path(last).isContainerNode()) {
        node.put(last, sorted(node.path(last)));
      }
    }
    return sorted(object);
  }

  private static String sorted(JsonNode node) {
    return write(SORTED, node);
  }

  private static String pretty(JsonNode node) {
    return write(PRETTY, node) + "\n";
  }

  private static String write(ObjectWriter writer, JsonNode node) {
    try {
      return writer.writeValueAsString(JSON.treeToValue(node, Object.class));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
