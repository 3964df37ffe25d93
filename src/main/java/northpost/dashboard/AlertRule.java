package northpost.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule of Kibana's alerting that counts the documents of an Elasticsearch query. A file has it as
 * Kibana's API takes it, with its {@code id}, and the query decoded.
 *
 * @param termField each of whose values is an alert of its own; null where there is one for all
 */
public record AlertRule(
    String id,
    String name,
    List<String> indices,
    String timeField,
    String termField,
    JsonNode query,
    JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public AlertRule {
    indices = List.copyOf(indices);
  }

  /**
   * The rules of a folder by name.
   *
   * @throws IllegalArgumentException when one is no such rule
   */
  public static List<AlertRule> read(Path folder) throws IOException {
    List<AlertRule> rules = new ArrayList<>();
    for (Path file : SavedObjects.jsonFiles(folder)) {
      try {
        rules.add(of(JSON.readTree(file.toFile())));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(
            file + ": got what is no JSON, expected a rule: " + e.getOriginalMessage(), e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
      }
    }
    return rules;
  }

  private static AlertRule of(JsonNode json) {
    String type = json.path("rule_type_id").asText();
    if (!type.equals(".es-query")) {
      throw new IllegalArgumentException("rule_type_id: got '" + type + "', expected .es-query");
    }
    JsonNode params = json.path("params");
    for (String field : List.of("esQuery", "index", "timeField", "threshold")) {
      if (!params.hasNonNull(field)) {
        throw new IllegalArgumentException("params." + field + ": got none, expected one");
      }
    }
    boolean grouped = params.path("groupBy").asText("all").equals("top");
    if (grouped != params.hasNonNull("termField") || grouped != params.hasNonNull("termSize")) {
      throw new IllegalArgumentException(
          "params: got groupBy "
              + params.path("groupBy")
              + ", termField "
              + params.path("termField")
              + " and termSize "
              + params.path("termSize")
              + ", expected \"top\" with both or \"all\" with none");
    }
    if (!json.hasNonNull("id") || !json.hasNonNull("name")) {
      throw new IllegalArgumentException("got no id or name, expected both");
    }
    List<String> indices = new ArrayList<>();
    params.path("index").forEach(index -> indices.add(index.asText()));
    return new AlertRule(
        json.path("id").asText(),
        json.path("name").asText(),
        indices,
        params.path("timeField").asText(),
        params.path("termField").asText(null),
        params.path("esQuery").path("query"),
        json);
  }

  /**
   * What Kibana takes to create it: the query as a string, without the id, which is in the path.
   */
  ObjectNode forCreation() {
    ObjectNode body = json.deepCopy();
    body.remove("id");
    ObjectNode params = (ObjectNode) body.path("params");
    params.put("esQuery", params.path("esQuery").toString());
    return body;
  }

  /**
   * What Kibana takes to change it: without what cannot be changed, and with the actions that
   * somebody has set there.
   *
   * @param present the rule as Kibana has it
   */
  ObjectNode forChange(JsonNode present) {
    ObjectNode body = forCreation();
    body.remove(List.of("rule_type_id", "consumer", "enabled"));
    ArrayNode actions = body.putArray("actions");
    for (JsonNode action : present.path("actions")) {
      ObjectNode copy = action.deepCopy();
      copy.remove("connector_type_id");
      actions.add(copy);
    }
    return body;
  }
}
