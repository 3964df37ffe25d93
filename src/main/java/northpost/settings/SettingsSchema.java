package northpost.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON schema (draft 2020-12) of a file of settings, for editors; it knows no bounds of times.
 */
public final class SettingsSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Settings settings;

  public SettingsSchema(Settings settings) {
    this.settings = settings;
  }

  /** The schema of a file in which keys are nested. */
  public ObjectNode schema(String title) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", title);
    group(root);
    for (Setting setting : settings.all()) {
      ObjectNode at = root;
      String[] names = setting.key().split("\\.");
      for (int i = 0; i < names.length - 1; i++) {
        ObjectNode properties = (ObjectNode) at.get("properties");
        at =
            properties.has(names[i])
                ? (ObjectNode) properties.get(names[i])
                : group(properties.putObject(names[i]));
      }
      ((ObjectNode) at.get("properties")).set(names[names.length - 1], schemaOf(setting));
    }
    return root;
  }

  private static ObjectNode group(ObjectNode node) {
    // A group of which everything is commented out is null.
    node.putArray("type").add("object").add("null");
    node.put("additionalProperties", false).putObject("properties");
    return node;
  }

  private static ObjectNode schemaOf(Setting setting) {
    ObjectNode schema = setting.kind().schema();
    schema.put(
        "description", setting.description() + " Expected: " + setting.kind().expected() + ".");
    setting.defaultText().ifPresent(text -> putDefault(schema, setting.kind(), text));
    return schema;
  }

  private static void putDefault(ObjectNode schema, Kind kind, String text) {
    if (kind instanceof WholeKind) {
      schema.put("default", Integer.parseInt(text));
    } else if (kind instanceof DecimalKind) {
      schema.put("default", Double.parseDouble(text));
    } else if (kind instanceof FlagKind) {
      schema.put("default", Boolean.parseBoolean(text));
    } else {
      schema.put("default", text);
    }
  }
}
