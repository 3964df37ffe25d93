package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kibana's query language as an Elasticsearch query: and, or, not, parentheses, {@code field:
 * value}, {@code field: "value"}, {@code field: (a or b)}, {@code field: *}, and comparisons.
 * Anything else is refused: free text, wildcards in names of fields, nested fields.
 */
final class Kql {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|\\(|\\)|>=|<=|>|<|:|[^\\s()\":<>=]+)");
  private static final Map<String, String> COMPARISONS =
      Map.of(">", "gt", ">=", "gte", "<", "lt", "<=", "lte");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  private Kql(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length() && !text.substring(end).isBlank()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw wrong("'" + text.substring(end).strip() + "'", "a query");
      }
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
  }

  /**
   * @return null for a blank text, which every document answers
   * @throws IllegalArgumentException saying what was got and expected
   */
  static JsonNode query(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    Kql kql = new Kql(text);
    JsonNode query = kql.or();
    if (kql.next < kql.tokens.size()) {
      throw kql.wrong("'" + kql.peek() + "'", "and, or, or its end");
    }
    return query;
  }

  /** The fields that a query looks at. */
  static Set<String> fields(JsonNode query) {
    Set<String> fields = new TreeSet<>();
    collect(query, fields);
    return fields;
  }

  private static void collect(JsonNode node, Set<String> fields) {
    if (node == null) {
      return;
    }
    if (node.isArray()) {
      node.forEach(each -> collect(each, fields));
    }
    node.fields()
        .forEachRemaining(
            entry -> {
              switch (entry.getKey()) {
                case "match", "match_phrase", "range", "wildcard", "term", "terms" ->
                    entry.getValue().fieldNames().forEachRemaining(fields::add);
                case "exists" -> fields.add(entry.getValue().path("field").asText());
                default -> collect(entry.getValue(), fields);
              }
            });
  }

  private JsonNode or() {
    List<JsonNode> parts = new ArrayList<>(List.of(and()));
    while (accept("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.get(0) : anyOf(parts);
  }

  private JsonNode and() {
    List<JsonNode> parts = new ArrayList<>(List.of(not()));
    while (accept("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.get(0) : bool("filter", parts);
  }

  private JsonNode not() {
    if (accept("not")) {
      return bool("must_not", List.of(not()));
    }
    if (accept("(")) {
      JsonNode inner = or();
      expect(")");
      return inner;
    }
    return comparison(take("a field"));
  }

  private JsonNode comparison(String field) {
    if (field.contains("*") || field.startsWith("\"")) {
      throw wrong("'" + field + "'", "the name of a field");
    }
    String operator = take("':' or a comparison after " + field);
    if (COMPARISONS.containsKey(operator)) {
      String bound = unquoted(take("a value"));
      return object(
          "range", object(field, object(COMPARISONS.get(operator), NODES.textNode(bound))));
    }
    if (!operator.equals(":")) {
      throw wrong("'" + operator + "' after " + field, "':' or a comparison");
    }
    if (!accept("(")) {
      return is(field, take("a value"));
    }
    List<JsonNode> values = new ArrayList<>(List.of(is(field, take("a value"))));
    while (accept("or")) {
      values.add(is(field, take("a value")));
    }
    expect(")");
    return anyOf(values);
  }

  private JsonNode is(String field, String value) {
    if (value.startsWith("\"")) {
      return object("match_phrase", object(field, NODES.textNode(unquoted(value))));
    }
    if (value.equals("*")) {
      return object("exists", object("field", NODES.textNode(field)));
    }
    if (value.matches("[():<>=]+")) {
      throw wrong("'" + value + "'", "a value of " + field);
    }
    String query = value.contains("*") ? "wildcard" : "match";
    return object(query, object(field, NODES.textNode(value)));
  }

  private static JsonNode anyOf(List<JsonNode> parts) {
    ObjectNode bool = bool("should", parts);
    bool.withObject("bool").put("minimum_should_match", 1);
    return bool;
  }

  private static ObjectNode bool(String clause, List<JsonNode> parts) {
    ArrayNode array = NODES.arrayNode().addAll(parts);
    return object("bool", object(clause, array));
  }

  private static ObjectNode object(String field, JsonNode value) {
    return NODES.objectNode().set(field, value);
  }

  private static String unquoted(String token) {
    return token.startsWith("\"")
        ? token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1")
        : token;
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private String take(String expected) {
    if (next >= tokens.size()) {
      throw wrong("its end", expected);
    }
    return tokens.get(next++);
  }

  /** Keywords are taken in any case, as Kibana does. */
  private boolean accept(String token) {
    if (peek().toLowerCase(Locale.ROOT).equals(token)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw wrong("'" + peek() + "'", "'" + token + "'");
    }
  }

  private IllegalArgumentException wrong(String got, String expected) {
    return new IllegalArgumentException(
        "query \"" + text + "\": got " + got + ", expected " + expected);
  }
}
