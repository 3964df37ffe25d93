package northpost.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which fields the installed templates map for a kind, and which fields a document has. */
final class MappedFields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> types = new TreeMap<>();
  private final TreeSet<String> open = new TreeSet<>();

  private MappedFields() {}

  /** As the cluster merges them: the components in their order. */
  static MappedFields of(DocumentKind kind) {
    MappedFields fields = new MappedFields();
    JsonNode template = object(ManagedObject.Kind.INDEX_TEMPLATE, kind.alias());
    for (JsonNode component : template.path("composed_of")) {
      fields.add(
          "",
          object(ManagedObject.Kind.COMPONENT_TEMPLATE, component.asText())
              .at("/template/mappings"));
    }
    return fields;
  }

  /** Type by dotted name. */
  Map<String, String> types() {
    return types;
  }

  boolean covers(String field) {
    return types.containsKey(field) || open.stream().anyMatch(o -> field.startsWith(o + "."));
  }

  /** The dotted names of a document's leaves. */
  static TreeSet<String> in(byte[] json) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    leaves("", JSON.readTree(json), names);
    return names;
  }

  private static void leaves(String path, JsonNode node, TreeSet<String> names) {
    if (!node.isObject()) {
      names.add(path);
      return;
    }
    for (Iterator<Map.Entry<String, JsonNode>> it = node.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      leaves(child(path, field.getKey()), field.getValue(), names);
    }
  }

  private void add(String path, JsonNode mapping) {
    if (mapping.has("type")) {
      types.put(path, mapping.get("type").asText());
      return;
    }
    if (mapping.path("dynamic").asText().equals("true")) {
      open.add(path);
    }
    mapping
        .path("properties")
        .fields()
        .forEachRemaining(field -> add(child(path, field.getKey()), field.getValue()));
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static JsonNode object(ManagedObject.Kind kind, String name) {
    return ManagedObject.all(1, 0).stream()
        .filter(each -> each.kind() == kind && each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(kind + " " + name + ": not among our objects"))
        .body();
  }
}
