package northpost.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares JSON leaf by leaf. Numbers and booleans equal their text, since Elasticsearch gives
 * settings back as text, and an empty object equals an absent one.
 */
final class JsonDifference {
  private JsonDifference() {}

  /** One line per leaf that differs, in the order of the paths; empty where all is the same. */
  static List<String> between(JsonNode expected, JsonNode actual) {
    Map<String, String> should = leaves(expected);
    Map<String, String> is = leaves(actual);
    TreeSet<String> paths = new TreeSet<>(should.keySet());
    paths.addAll(is.keySet());
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      if (!Objects.equals(should.get(path), is.get(path))) {
        differences.add(
            path
                + ": got "
                + is.getOrDefault(path, "nothing")
                + ", expected "
                + should.getOrDefault(path, "nothing"));
      }
    }
    return differences;
  }

  private static SortedMap<String, String> leaves(JsonNode node) {
    SortedMap<String, String> leaves = new TreeMap<>();
    collect("", node, leaves);
    return leaves;
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              field ->
                  collect(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      leaves));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + i + "]", node.get(i), leaves);
      }
    } else {
      leaves.put(path, node.asText());
    }
  }
}
