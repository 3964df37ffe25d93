package northpost.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import northpost.sink.DocumentKind;

/** A document as text: its fields by dotted name, sorted, without those of processing time. */
public final class ComparableDocument {
  private ComparableDocument() {}

  public static String of(DocumentKind kind, JsonNode source) {
    Map<String, String> fields = new TreeMap<>();
    collect("", source, fields);
    fields.keySet().removeIf(field -> ofProcessingTime(kind, field));
    return fields.toString();
  }

  private static void collect(String name, JsonNode node, Map<String, String> fields) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              field ->
                  collect(
                      name.isEmpty() ? field.getKey() : name + "." + field.getKey(),
                      field.getValue(),
                      fields));
    } else {
      fields.put(name, node.toString());
    }
  }

  /** When it was decided or refused, and how long that took. */
  private static boolean ofProcessingTime(DocumentKind kind, String field) {
    return field.equals("event.created")
        || field.equals("event.duration")
        || (field.startsWith("northpost.latency.") && field.endsWith("_ms"))
        || (kind == DocumentKind.REJECTIONS && field.equals("@timestamp"));
  }
}
