package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that Kibana keeps beside a formula: one for each figure and one for the arithmetic.
 * The source has the formula alone, as it says all.
 */
final class FormulaColumns {
  private FormulaColumns() {}

  /** Adds them to a layer. */
  static void add(ObjectNode layer) {
    ObjectNode columns = layer.withObject("columns");
    ArrayNode order = layer.withArray("columnOrder");
    List<String> ids = new ArrayList<>();
    order.forEach(id -> ids.add(id.asText()));
    for (String id : ids) {
      if (columns.path(id) instanceof ObjectNode column
          && column.path("operationType").asText().equals("formula")) {
        String text = column.path("params").path("formula").asText();
        Formula formula = FormulaParser.parse(text);
        String label = "Part of " + column.path("label").asText();
        List<Calculation> calculations = formula.calculations();
        ArrayNode references = layer.arrayNode();
        for (int i = 0; i < calculations.size(); i++) {
          String part = id + "X" + i;
          columns.set(part, figure(layer, label, calculations.get(i)));
          order.add(part);
          references.add(part);
        }
        String math = id + "X" + calculations.size();
        ObjectNode arithmetic = column(layer, label, "math");
        arithmetic
            .putObject("params")
            .set("tinymathAst", whole(layer, formula, id, calculations, text));
        arithmetic.set("references", references);
        columns.set(math, arithmetic);
        order.add(math);
        column.putArray("references").add(math);
      }
    }
  }

  /** Takes them out of a layer. */
  static void remove(ObjectNode layer) {
    ObjectNode columns = layer.withObject("columns");
    Set<String> parts = new HashSet<>();
    for (JsonNode column : columns) {
      String operation = column.path("operationType").asText();
      if (operation.equals("formula") || operation.equals("math")) {
        column.path("references").forEach(id -> parts.add(id.asText()));
      }
      if (operation.equals("formula")) {
        ((ObjectNode) column).putArray("references");
      }
    }
    columns.remove(parts);
    ArrayNode order = layer.arrayNode();
    for (JsonNode id : layer.path("columnOrder")) {
      if (!parts.contains(id.asText())) {
        order.add(id);
      }
    }
    layer.set("columnOrder", order);
  }

  private static ObjectNode column(ObjectNode layer, String label, String operation) {
    return layer
        .objectNode()
        .put("label", label)
        .put("customLabel", true)
        .put("dataType", "number")
        .put("operationType", operation)
        .put("isBucketed", false)
        .put("scale", "ratio");
  }

  private static ObjectNode figure(ObjectNode layer, String label, Calculation calculation) {
    ObjectNode column = column(layer, label, calculation.function().word());
    column.put("sourceField", calculation.field() == null ? "___records___" : calculation.field());
    ObjectNode params = column.putObject("params");
    switch (calculation.function()) {
      case COUNT, SUM, UNIQUE_COUNT -> params.put("emptyAsNull", false);
      case PERCENTILE -> params.put("percentile", calculation.percentile());
      case LAST_VALUE -> params.put("sortField", calculation.sortField());
      default -> params.removeAll();
    }
    if (calculation.kql() != null) {
      column.putObject("filter").put("language", "kuery").put("query", calculation.kql());
    }
    return column;
  }

  /** Kibana draws from names and arguments; where in the text each stands it works out anew. */
  private static JsonNode whole(
      ObjectNode layer, Formula formula, String id, List<Calculation> all, String text) {
    JsonNode tree = tree(layer, formula, id, all);
    if (tree instanceof ObjectNode root) {
      root.put("text", text).putObject("location").put("min", 0).put("max", text.length());
    }
    return tree;
  }

  private static JsonNode tree(
      ObjectNode layer, Formula formula, String id, List<Calculation> all) {
    if (formula instanceof Formula.Number number) {
      double value = number.value();
      return value == Math.rint(value) ? layer.numberNode((long) value) : layer.numberNode(value);
    }
    if (formula instanceof Formula.Figure figure) {
      return layer.textNode(id + "X" + all.indexOf(figure.calculation()));
    }
    Formula.Apply apply = (Formula.Apply) formula;
    ObjectNode node = layer.objectNode().put("type", "function").put("name", apply.function());
    ArrayNode arguments = node.putArray("args");
    apply.arguments().forEach(each -> arguments.add(tree(layer, each, id, all)));
    return node;
  }
}
