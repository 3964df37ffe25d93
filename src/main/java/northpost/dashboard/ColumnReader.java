package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import northpost.dashboard.Calculation.Function;
import northpost.dashboard.Column.Format;
import northpost.dashboard.Column.Type;

/** Reads one column of a Lens layer. */
final class ColumnReader {
  private static final Set<String> FORMATS = Set.of("number", "percent", "bytes", "duration");
  private static final String RECORDS = "___records___";

  private ColumnReader() {}

  static Column column(String id, JsonNode column) {
    try {
      return new Column(
          id,
          column.path("label").asText(),
          type(column),
          operation(column),
          format(column.path("params").path("format")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "column " + id + " '" + column.path("label").asText() + "': " + e.getMessage(), e);
    }
  }

  private static Type type(JsonNode column) {
    String type = column.path("dataType").asText();
    return switch (type) {
      case "date" -> Type.DATE;
      case "number" -> Type.NUMBER;
      case "string" -> Type.STRING;
      default ->
          throw new IllegalArgumentException(
              "dataType: got '" + type + "', expected date, number or string");
    };
  }

  private static Format format(JsonNode format) {
    if (format.isMissingNode()) {
      return Format.PLAIN;
    }
    String id = format.path("id").asText();
    if (!FORMATS.contains(id)) {
      throw new IllegalArgumentException("format: got '" + id + "', expected one of " + FORMATS);
    }
    return new Format(
        id,
        format.path("params").path("decimals").asInt(2),
        format.path("params").path("suffix").asText(""));
  }

  private static Operation operation(JsonNode column) {
    String type = column.path("operationType").asText();
    JsonNode params = column.path("params");
    for (String unread : List.of("timeShift", "timeScale", "reducedTimeRange")) {
      if (column.hasNonNull(unread)) {
        throw new IllegalArgumentException("got " + unread + ", expected none");
      }
    }
    return switch (type) {
      case "terms" -> terms(field(column), params);
      case "date_histogram" ->
          new Operation.DateHistogram(
              field(column),
              params.path("interval").asText("auto"),
              params.path("includeEmptyRows").asBoolean(true));
      case "filters" -> filters(params);
      case "range" -> ranges(field(column), params);
      case "static_value" -> new Operation.Fixed(number(params.path("value")));
      case "formula" ->
          new Operation.Computed(FormulaParser.parse(params.path("formula").asText()));
      default -> metric(type, column, params);
    };
  }

  private static Operation.Terms terms(String field, JsonNode params) {
    if (!params.path("secondaryFields").isEmpty()) {
      throw new IllegalArgumentException("terms: got several fields, expected one");
    }
    JsonNode orderBy = params.path("orderBy");
    String by = orderBy.path("type").asText();
    if (!by.equals("column") && !by.equals("alphabetical")) {
      throw new IllegalArgumentException(
          "terms: got order by '" + by + "', expected column or alphabetical");
    }
    return new Operation.Terms(
        field,
        params.path("size").asInt(5),
        by.equals("column") ? orderBy.path("columnId").asText() : null,
        params.path("orderDirection").asText("desc").equals("desc"),
        params.path("otherBucket").asBoolean(),
        params.path("missingBucket").asBoolean());
  }

  private static Operation.Filters filters(JsonNode params) {
    List<Operation.Filter> filters = new ArrayList<>();
    for (JsonNode filter : params.path("filters")) {
      String text = filter.path("input").path("query").asText();
      JsonNode query = Kql.query(text);
      if (query == null) {
        throw new IllegalArgumentException("filters: got a blank query, expected KQL");
      }
      filters.add(new Operation.Filter(filter.path("label").asText(text), query));
    }
    return new Operation.Filters(filters);
  }

  private static Operation.Ranges ranges(String field, JsonNode params) {
    if (!params.path("type").asText().equals("range")) {
      throw new IllegalArgumentException(
          "range: got type '" + params.path("type").asText() + "', expected range");
    }
    List<Operation.Range> ranges = new ArrayList<>();
    for (JsonNode range : params.path("ranges")) {
      Double from = range.path("from").isNumber() ? range.path("from").asDouble() : null;
      Double to = range.path("to").isNumber() ? range.path("to").asDouble() : null;
      ranges.add(new Operation.Range(range.path("label").asText(), from, to));
    }
    return new Operation.Ranges(field, ranges);
  }

  private static Operation.Metric metric(String type, JsonNode column, JsonNode params) {
    Function function = Function.named(type);
    if (function == null) {
      throw new IllegalArgumentException(
          "operationType: got '"
              + type
              + "', expected terms, date_histogram, filters, range, static_value, formula, "
              + String.join(", ", Arrays.stream(Function.values()).map(Function::word).toList())
                  .toLowerCase(Locale.ROOT));
    }
    String field = field(column);
    if (function != Function.COUNT && field.equals(RECORDS)) {
      throw new IllegalArgumentException(type + ": got no field, expected one");
    }
    String kql = column.path("filter").path("query").asText();
    Kql.query(kql);
    return new Operation.Metric(
        new Calculation(
            function,
            field.equals(RECORDS) ? null : field,
            function == Function.PERCENTILE ? params.path("percentile").asDouble(95) : 0,
            function == Function.LAST_VALUE ? params.path("sortField").asText("@timestamp") : null,
            kql));
  }

  private static String field(JsonNode column) {
    String field = column.path("sourceField").asText();
    if (field.isEmpty()) {
      throw new IllegalArgumentException("sourceField: got none, expected a field");
    }
    return field;
  }

  private static double number(JsonNode value) {
    try {
      return Double.parseDouble(value.asText());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("value: got '" + value + "', expected a number", e);
    }
  }
}
